package org.touchmark.domain.label;

import java.util.List;
import java.util.Optional;
import org.touchmark.domain.gs1.Element;

/**
 * A GS1 Digital Link of whatever thing.
 *
 * @param elements the key, its qualifiers, then the attributes in their order
 * @param unit the label that it is, where it names one unit of a trade item: a GTIN with a serial
 */
public record Gs1Link(List<Element> elements, Optional<DigitalLink> unit) {
    public Gs1Link {
        elements = List.copyOf(elements);
    }

    /** Reads a link; says where and why when it is none. */
    public static Gs1Link parse(String code) throws MalformedCodeException {
        return new LinkReader(code).read();
    }
}
