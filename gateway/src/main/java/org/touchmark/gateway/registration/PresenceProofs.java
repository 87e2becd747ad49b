package org.touchmark.gateway.registration;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.touchmark.domain.batch.PresenceProof;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.custody.RegisteredUnits;
import org.touchmark.domain.custody.UnitGroup;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.unit.UnitDigest;

/**
 * Proofs that units are registered, for the first time that something happens to them: with a proof of a kilobyte the
 * contract need not read the unit's page of 64 KiB on every endorsing peer. Only units of batches whose pages are kept here
 * have them; for all others the contract reads the page. A unit that something happened to has a record, which makes a proof
 * useless: so what a party holds by itself is proved only for its brand, and what may have travelled in a container, which
 * leaves no record of a unit, for everybody. Safe for many threads.
 */
public final class PresenceProofs {
    private static final Logger LOG = LoggerFactory.getLogger(PresenceProofs.class);

    /** Batches whose tables stay in memory, a megabyte each at most. */
    private static final int OPEN_BATCHES = 16;

    private final BatchFolders folders;
    private final Map<KeptBatch, KeptPages> open = new LinkedHashMap<>(OPEN_BATCHES, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<KeptBatch, KeptPages> eldest) {
            return size() > OPEN_BATCHES;
        }
    };

    /**
     * Proofs from kept batches.
     *
     * @param folders where they are kept
     */
    public PresenceProofs(BatchFolders folders) {
        this.folders = folders;
    }

    /**
     * The transient entries with the proofs for units that lie in a party's hands by themselves.
     *
     * @param holder who does something with the goods
     * @param goods the goods; containers need no proof
     * @return an entry {@code presence/DIGEST} for each unit of the holder's own that has a proof here
     */
    public Map<String, byte[]> inHandsOf(Gln holder, Consignment goods) {
        return entries(goods, batch -> batch.brand().equals(holder));
    }

    /**
     * The transient entries with the proofs for units that may be in a container, whoever holds it.
     *
     * @param goods the goods; containers need no proof
     * @return an entry {@code presence/DIGEST} for each unit that has a proof here
     */
    public Map<String, byte[]> anywhere(Consignment goods) {
        return entries(goods, batch -> true);
    }

    private Map<String, byte[]> entries(Consignment goods, Predicate<KeptBatch> wanted) {
        Map<String, byte[]> entries = new TreeMap<>();
        for (UnitGroup group : goods.groups()) {
            folders.find(group.gtin(), group.lot()).filter(wanted).ifPresent(batch -> add(batch, group, entries));
        }
        return entries;
    }

    private void add(KeptBatch batch, UnitGroup group, Map<String, byte[]> entries) {
        try {
            Optional<KeptPages> pages = pages(batch);
            if (pages.isEmpty()) {
                return;
            }
            for (UnitDigest unit : group.units()) {
                Optional<PresenceProof> proof = pages.get().proof(unit);
                proof.ifPresent(found -> entries.put(RegisteredUnits.PROOF + unit.hex(), found.toBytes()));
            }
        } catch (IOException e) {
            LOG.warn("The pages of {} can't be read; the contract will read the ledger's", batch, e);
        }
    }

    private Optional<KeptPages> pages(KeptBatch batch) throws IOException {
        synchronized (open) {
            KeptPages known = open.get(batch);
            if (known != null) {
                return Optional.of(known);
            }
        }
        Optional<KeptPages> read = folders.pages(batch);
        synchronized (open) {
            read.ifPresent(pages -> open.put(batch, pages));
        }
        return read;
    }
}
