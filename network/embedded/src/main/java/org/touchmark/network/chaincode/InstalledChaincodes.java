package org.touchmark.network.chaincode;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The chaincodes that a peer can run, by their name on the channel. Safe for many threads. */
public final class InstalledChaincodes implements AutoCloseable {
    private final ConcurrentMap<String, ChaincodeLink> links = new ConcurrentHashMap<>();

    /** Puts a link in place of the one that the name had, which is closed. */
    public void install(String chaincode, ChaincodeLink link) {
        ChaincodeLink before = links.put(chaincode, link);
        if (before != null && before != link) {
            before.close();
        }
    }

    public Optional<ChaincodeLink> find(String chaincode) {
        return Optional.ofNullable(links.get(chaincode));
    }

    public boolean has(String chaincode) {
        return links.containsKey(chaincode);
    }

    /** All links, by name. */
    public Map<String, ChaincodeLink> all() {
        return new TreeMap<>(links);
    }

    @Override
    public void close() {
        links.values().forEach(ChaincodeLink::close);
    }
}
