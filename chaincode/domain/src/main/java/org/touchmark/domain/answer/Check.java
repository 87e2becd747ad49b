package org.touchmark.domain.answer;

import java.util.List;

/** One check of an answer's evidence: pure, and by itself; evidence that is shown is never passed over. */
@FunctionalInterface
interface Check {
    List<Finding> findings(Inquiry inquiry);
}
