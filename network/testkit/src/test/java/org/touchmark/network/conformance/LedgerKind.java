package org.touchmark.network.conformance;

/** The ledgers that the suite runs on: the columns of the table of differences. */
enum LedgerKind {
    FABRIC_BFT("Fabric, BFT"),
    FABRIC_RAFT("Fabric, Raft"),
    EMBEDDED("Embedded ledger");

    private final String title;

    LedgerKind(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
