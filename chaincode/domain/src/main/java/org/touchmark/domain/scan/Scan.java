package org.touchmark.domain.scan;

import java.util.List;
import java.util.Set;
import org.touchmark.domain.gs1.Element;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.label.MalformedCodeException;

/** What a scanned text is: one of these, whatever the text. */
public sealed interface Scan {

    /** What had to be put right before it could be read. */
    Set<Repair> repairs();

    /** A text as a scanner, a camera or a keyboard brings it. */
    static Scan read(String text) {
        return ScanReader.read(text);
    }

    /** How a code is written. */
    enum Form {
        /** As a GS1 Digital Link: what Touchmark's labels are. */
        LINK,
        /** As GS1 element strings: of no label of Touchmark's, though it may name the same unit. */
        ELEMENTS
    }

    /**
     * One unit of a trade item.
     *
     * @param link what the code says; under GS1's own host where it is no link
     */
    record Unit(DigitalLink link, Form form, Set<Repair> repairs) implements Scan {
        public Unit {
            repairs = Set.copyOf(repairs);
        }
    }

    /** Something else that GS1 has codes for. */
    record Other(Thing thing, List<Element> elements, Set<Repair> repairs) implements Scan {
        public Other {
            elements = List.copyOf(elements);
            repairs = Set.copyOf(repairs);
        }

        /** What it is and what to do instead, such as "This is a pallet's or case's code (SSCC): SSCC 106... ." */
        public String said() {
            String named = thing.named(elements);
            return thing.headline() + (named.isEmpty() ? "" : ": " + named) + ". " + thing.wayOut();
        }

        /** The value of an identifier, empty if the code has none. */
        public String value(String ai) {
            return elements.stream()
                    .filter(element -> element.ai().equals(ai))
                    .map(Element::value)
                    .findFirst()
                    .orElse("");
        }
    }

    /** Nothing of GS1's: an advertisement, a ticket, another maker's mark. */
    record Foreign(Set<Repair> repairs) implements Scan {
        public Foreign {
            repairs = Set.copyOf(repairs);
        }

        /** What is wrong with such a text where a label is wanted. */
        public static MalformedCodeException fault() {
            return new MalformedCodeException(1, "it is no code of GS1's; a label begins with https://");
        }
    }

    /** A code that wants to be one of GS1's and breaks its rules. */
    record Malformed(MalformedCodeException fault, Set<Repair> repairs) implements Scan {
        public Malformed {
            repairs = Set.copyOf(repairs);
        }
    }
}
