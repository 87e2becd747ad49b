package org.touchmark.domain.status;

import static org.touchmark.domain.status.Hindrance.DECOMMISSIONED;
import static org.touchmark.domain.status.Hindrance.DESTROYED;
import static org.touchmark.domain.status.Hindrance.RECALLED;
import static org.touchmark.domain.status.Hindrance.SOLD;
import static org.touchmark.domain.status.Hindrance.STOLEN;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What can be done with goods, and which conditions bar it: the one table, asked by every rule and drawn into the documentation.
 * Conditions are those of the thing itself and of all that it is or was in. Of reports, the machines of {@link Life}, {@link
 * Theft} and {@link Recall} say besides which one may follow which.
 */
public enum Deed {
    /** Handing it over, by itself. */
    OFFER(STOLEN, SOLD, DECOMMISSIONED, DESTROYED),
    /** Accepting, refusing, cancelling or noting the lapse of a hand-off: it ends what was begun, whatever became of the goods. */
    END_HAND_OFF(),
    /** Putting it into a container, or something into it. */
    PACK(STOLEN, SOLD, DECOMMISSIONED, DESTROYED),
    /** Taking it out of a container, or something out of it: what is sold or decommissioned is taken out, too. */
    UNPACK(STOLEN, DESTROYED),
    /** Closing a container. */
    SEAL(STOLEN, DESTROYED),
    /** Opening a container. */
    UNSEAL(STOLEN, DESTROYED),
    /** Reporting it sold. */
    REPORT_SOLD(STOLEN, RECALLED, DESTROYED),
    /** Reporting it taken out of the market. */
    REPORT_DECOMMISSIONED(DESTROYED),
    /** Reporting it stolen. */
    REPORT_STOLEN(DESTROYED),
    /** Recalling it. */
    REPORT_RECALLED(DESTROYED),
    /** Reporting it destroyed. */
    REPORT_DESTROYED(STOLEN, DESTROYED),
    /** Reporting it taken as a sample. */
    REPORT_SAMPLE(STOLEN, DESTROYED),
    /** Reporting it exported. */
    REPORT_EXPORTED(STOLEN, RECALLED, DESTROYED),
    /** Reporting it found again. */
    REPORT_FOUND(DESTROYED),
    /** Taking a report back. */
    UNDO_REPORT();

    // Made by collecting to an unmodifiable set, which the checker can't see.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Hindrance> barring;

    Deed(Hindrance... barring) {
        this.barring = Arrays.stream(barring).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether goods in that condition may not do so. */
    public boolean isBarredBy(Hindrance condition) {
        return barring.contains(condition);
    }
}
