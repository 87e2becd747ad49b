package org.touchmark.domain.answer;

import java.time.Instant;
import java.util.Optional;
import org.touchmark.domain.batch.BatchHead;
import org.touchmark.domain.batch.BatchState;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.trust.PinnedRoots;

/** All that the checks look at: the label, what the gateway shows, what the believer trusts, and its clock. */
record Inquiry(DigitalLink link, Evidence evidence, PinnedRoots roots, Instant now) {

    /** The batch that the evidence shows, if the brand has sealed it. */
    Optional<BatchHead> sealedBatch() {
        return evidence.batch().filter(head -> head.state() == BatchState.SEALED);
    }
}
