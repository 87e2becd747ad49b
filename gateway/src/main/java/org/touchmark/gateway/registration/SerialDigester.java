package org.touchmark.gateway.registration;

import org.jspecify.annotations.Nullable;
import org.touchmark.domain.label.LabelSecret;
import org.touchmark.domain.unit.UnitDigest;
import org.touchmark.domain.unit.UnitDigester;
import org.touchmark.gateway.serials.SerialReader;

/** The digests of a batch's units, with their labels' secrets where it has some; as {@link KeptBatch#digest}, for many. */
final class SerialDigester {
    private static final byte[] NO_SECRET = {};

    private final UnitDigester digester;
    private final LabelSecret.@Nullable Deriver secrets;

    /** For one thread. */
    SerialDigester(KeptBatch batch) {
        digester = new UnitDigester(batch.terms().gtin());
        secrets = batch.batchKey()
                .map(key -> new LabelSecret.Deriver(key, batch.terms().gtin()))
                .orElse(null);
    }

    /** The digest of the serial where a reader stands. */
    UnitDigest digest(SerialReader at) {
        byte[] secret = secrets == null ? NO_SECRET : secrets.derive(at.bytes(), at.from(), at.length());
        return digester.digest(at.bytes(), at.from(), at.length(), secret);
    }
}
