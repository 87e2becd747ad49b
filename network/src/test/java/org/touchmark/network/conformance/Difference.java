package org.touchmark.network.conformance;

/** What the embedded ledger does not as Fabric does it. */
enum Difference {
    REVOCATION
}
