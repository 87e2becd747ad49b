package org.touchmark.scanner.picture;

import java.util.Comparator;
import java.util.List;

/**
 * What a picture holds.
 *
 * @param codes its codes, from the top of the picture down, then from the left
 * @param complete whether the file held all of the picture; a cut one may have lost codes
 */
public record Finding(List<FoundCode> codes, boolean complete) {

    public Finding {
        codes = codes.stream()
                .sorted(Comparator.comparingInt(FoundCode::y).thenComparingInt(FoundCode::x))
                .toList();
    }
}
