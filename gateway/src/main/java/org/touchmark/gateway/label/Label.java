package org.touchmark.gateway.label;

import java.util.ArrayList;
import java.util.List;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.label.DigitalLink;

/**
 * One unit's label.
 *
 * @param link what its code holds
 */
public record Label(DigitalLink link) {
    /**
     * The unit's serial.
     *
     * @return the serial
     */
    public SerialNumber serial() {
        return link.serial();
    }

    /**
     * The picture to print. Below the code stands what GS1 calls the human readable interpretation: each application
     * identifier in brackets with its value (GS1 General Specifications, section 4.14).
     *
     * @return the picture
     */
    public LabelPicture picture() {
        List<String> caption = new ArrayList<>();
        caption.add("(01)" + link.gtin());
        if (link.lot() != null) {
            caption.add("(10)" + link.lot());
        }
        caption.add("(21)" + link.serial());
        if (link.expiry() != null) {
            caption.add("(17)" + link.expiry());
        }
        return LabelPicture.of(link.uri(), caption);
    }
}
