package org.touchmark.scanner.scan;

import java.util.Set;
import org.touchmark.domain.scan.Repair;
import org.touchmark.scanner.picture.FoundCode;

/**
 * One code and what came of it.
 *
 * @param code what it says and where it stands
 * @param outcome what came of it
 * @param repairs what was put right in its text before it was read
 */
public record CodeAnswer(FoundCode code, Outcome outcome, Set<Repair> repairs) {
    public CodeAnswer {
        repairs = Set.copyOf(repairs);
    }
}
