package org.touchmark.network.scc;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.touchmark.network.chaincode.ChaincodeDefinition;

/**
 * The chaincode definitions that a peer's organisation agrees to. Fabric keeps them in private data collections; here
 * the peer's operator tells the peer, and a peer endorses the commit of no other definition.
 */
public final class LifecycleApprovals {
    private final ConcurrentMap<String, ChaincodeDefinition> approved = new ConcurrentHashMap<>();

    /** Agrees to a definition; a later one for the same name takes its place. */
    public void approve(String chaincode, ChaincodeDefinition definition) {
        approved.put(chaincode, definition);
    }

    boolean agreesTo(String chaincode, ChaincodeDefinition definition) {
        return definition.equals(approved.get(chaincode));
    }
}
