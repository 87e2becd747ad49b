package org.touchmark.network.conformance;

/**
 * All in which the ledgers are not the same to a client. The table in docs/differences.md is made of these constants,
 * and the suite's expectations depend on them, so that neither can say what the other does not.
 */
enum Difference {
    TAKES_CONFIGURATION_UPDATES(
            Where.FABRIC,
            "A change of the channel's configuration",
            "taken, if the policies of what it changes are satisfied",
            "refused at the orderer: `NOT_IMPLEMENTED`",
            "one operator has nobody to agree with; all blocks are judged by block 0"),
    REVOKES_AT_ONCE(
            Where.EMBEDDED,
            "A certificate that its authority takes back",
            "is refused from the moment that `/revoke` returns",
            "is refused once the authority's list is in the channel's configuration",
            "the embedded ledger's configuration never changes; its nodes ask the authorities' own books. Blocks are"
                    + " judged by the configuration on all ledgers"),
    REFUSES_BY_QUORUM(
            Where.BFT,
            "An envelope that orderers refuse",
            "`UNAVAILABLE`, with each orderer's status and words in the details",
            "`ABORTED`, with the orderer's status and words",
            "a peer hands envelopes to all BFT orderers and needs a quorum of them; of Raft's, and of the embedded"
                    + " ledger's one, it asks one"),
    REFUSES_COPIES(
            Where.BFT,
            "The same envelope sent again",
            "is refused while the orderers remember it (`UNAVAILABLE`, \"request already processed\"), or swallowed",
            "is ordered again, and marked `DUPLICATE_TXID`",
            "BFT orderers know requests by transaction id. The status of the first is the same on all ledgers"),
    ORDERS_WHAT_STOPS_NODES(
            Where.FABRIC,
            "An envelope of another type than a transaction; a transaction without an action, or whose action holds"
                    + " nothing that was endorsed; a range query whose reads have no version or are hashed in another"
                    + " degree than endorsers do",
            "ordered, to the end of all peers or of BFT orderers ([below](#what-fabric-does-and-the-suite-leaves-out))",
            "refused at the orderer: `BAD_REQUEST`, with the reason",
            "a block can not be taken back"),
    KEEPS_PRIVATE_DATA(
            Where.FABRIC,
            "Private data collections",
            "kept, if the definition has the collection",
            "the chaincode's call fails and names them; an envelope that holds their hashes is refused at the orderer:"
                    + " `BAD_REQUEST`",
            "Touchmark's contract keeps no private data"),
    STREAMS_PRIVATE_DATA(
            Where.FABRIC, "Block events with private data", "streamed", "`UNIMPLEMENTED`", "there is no private data"),
    KEEPS_KEY_POLICIES(
            Where.FABRIC,
            "Endorsement policies of keys",
            "kept",
            "the chaincode's call fails and names them; an envelope that sets one is refused at the orderer:"
                    + " `BAD_REQUEST`",
            "they cost several times the throughput; Touchmark's contract sets none"),
    ANSWERS_RICH_QUERIES_WITH_COUCHDB(
            Where.FABRIC,
            "Rich queries",
            "answered by peers with CouchDB; with LevelDB, as here, the chaincode's call fails",
            "the chaincode's call fails and names CouchDB",
            "Touchmark's contract asks none"),
    CALLS_OTHER_CHAINCODES(
            Where.FABRIC,
            "A chaincode's call of another chaincode",
            "made, if that one is defined",
            "fails and names it",
            "Touchmark's contract calls none"),
    TELLS_WHAT_A_CHAINCODE_WAS_REFUSED(
            Where.EMBEDDED,
            "A call of a Java chaincode that its peer refuses",
            "the transaction's failure names the call and the peer's reason",
            "the transaction's failure says \"Unsuccessful response received\"; the reason is in the peer's log",
            "the shim hides the peer's reason from the chaincode, so the peer adds it"),
    APPROVES_DEFINITIONS(
            Where.FABRIC,
            "Install and approve through `_lifecycle`",
            "done",
            "refused by name",
            "Fabric keeps approvals in private data; the embedded ledger's launcher defines the chaincode in one"
                    + " endorsed transaction"),
    INSTALLS_PACKAGES(
            Where.FABRIC,
            "`peer lifecycle chaincode queryinstalled`",
            "tells of the packages that were installed",
            "tells of the network's chaincode, under an id that no package has; install and getinstalledpackage are"
                    + " refused by name",
            "chaincode servers are named to the peers at the start (`network/up --chaincode`)"),
    DISCOVERS_AND_SNAPSHOTS(
            Where.FABRIC,
            "The services `discovery.Discovery` and `protos.Snapshot`",
            "answered",
            "`UNIMPLEMENTED`, with the service's name and what is there instead",
            "the Gateway service plans endorsements; a peer is rebuilt from the orderer's blocks"),
    ADMINISTERS_ORDERERS(
            Where.FABRIC,
            "Channel participation (`osnadmin`)",
            "answered; `network/environment NAME` prints where",
            "not there; `network/environment NAME` says so",
            "the one orderer is on its one channel from the start"),
    ACKNOWLEDGES_WHAT_IS_ON_DISK(
            Where.EMBEDDED,
            "An orderer's `SUCCESS`",
            "says that the envelope is on disk in a block",
            "says that the orderer has the envelope in memory",
            "with one orderer there is no other copy");

    private final Where holders;
    private final String subject;
    private final String where;
    private final String elsewhere;
    private final String reason;

    Difference(Where holders, String subject, String where, String elsewhere, String reason) {
        this.holders = holders;
        this.subject = subject;
        this.where = where;
        this.elsewhere = elsewhere;
        this.reason = reason;
    }

    boolean holdsOn(LedgerKind ledger) {
        return switch (holders) {
            case FABRIC -> ledger != LedgerKind.EMBEDDED;
            case BFT -> ledger == LedgerKind.FABRIC_BFT;
            case EMBEDDED -> ledger == LedgerKind.EMBEDDED;
        };
    }

    /** On which ledgers the first of a row's two texts holds. */
    private enum Where {
        FABRIC,
        BFT,
        EMBEDDED
    }

    /** All rows as a Markdown table. */
    static String table() {
        StringBuilder table = new StringBuilder("| What |");
        for (LedgerKind ledger : LedgerKind.values()) {
            table.append(' ').append(ledger.title()).append(" |");
        }
        table.append(" Why |\n|---|---|---|---|---|\n");
        for (Difference difference : values()) {
            table.append("| ").append(difference.subject).append(" |");
            for (LedgerKind ledger : LedgerKind.values()) {
                table.append(' ')
                        .append(difference.holdsOn(ledger) ? difference.where : difference.elsewhere)
                        .append(" |");
            }
            table.append(' ').append(difference.reason).append(" |\n");
        }
        return table.toString();
    }
}
