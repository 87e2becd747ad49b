package org.touchmark.network.msp;

import java.util.List;

/** A compiled policy: it judges a list of distinct members who have signed. */
interface Policy {
    /** Never satisfied: what a missing policy is (common/policies/policy.go, rejectPolicy). */
    Policy REJECT = signers -> false;

    boolean isSatisfiedBy(List<Msp.Member> signers);
}
