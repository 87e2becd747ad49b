package org.touchmark.scanner.scan;

import org.touchmark.domain.label.DigitalLink;

/** Says what is to be believed of a label. */
public interface Authority {

    /** What is known of the label; never throws for an authority that is not there. */
    Outcome ask(DigitalLink link);

    /** Who is asked, for people. */
    String name();

    /** Nobody: only the label's form is looked at. */
    static Authority nobody() {
        return new Authority() {
            @Override
            public Outcome ask(DigitalLink link) {
                return new Outcome.Unanswered(link, "no gateway was asked (--offline), so that nothing is proved");
            }

            @Override
            public String name() {
                return "nobody";
            }
        };
    }
}
