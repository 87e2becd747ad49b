package org.touchmark.domain.party;

import java.time.Instant;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.ledger.LedgerKey;
import org.touchmark.domain.ledger.LedgerState;
import org.touchmark.domain.trust.ClaimantSignature;

/** How a claimant's signature stands in JSON: whole, as it travels, or with its certificate apart, as state keeps it. */
public interface SignatureForm {

    JsonObject write(ClaimantSignature signature);

    ClaimantSignature read(JsonObject json);

    /** With its certificate: {@link ClaimantSignature#toJson}. */
    static SignatureForm whole() {
        return Whole.INSTANCE;
    }

    /**
     * With its certificate's hash, and the certificate in state under it, written once: a certificate is ten times the size
     * of a signature, and a party signs thousands of hand-offs with one.
     */
    static SignatureForm kept(LedgerState state) {
        return new Kept(state);
    }

    /** Says that a signature is going to be kept in state. */
    static void expect(LedgerState state, ClaimantSignature signature) {
        state.expect(Kept.key(signature.certificate()));
    }

    /** As it travels. */
    enum Whole implements SignatureForm {
        INSTANCE;

        @Override
        public JsonObject write(ClaimantSignature signature) {
            return signature.toJson();
        }

        @Override
        public ClaimantSignature read(JsonObject json) {
            return ClaimantSignature.fromJson(json);
        }
    }

    /** As state keeps it. */
    record Kept(LedgerState state) implements SignatureForm {
        private static final String TYPE = "certificate";

        @Override
        public JsonObject write(ClaimantSignature signature) {
            Bytes certificate = signature.certificate();
            Bytes hash = Sha256.of(certificate.toArray());
            if (state.get(under(hash)).isEmpty()) {
                state.put(under(hash), certificate.toArray());
            }
            return JsonObject.builder()
                    .put("gln", signature.gln().digits())
                    .putBase64("certificateHash", hash)
                    .putBase64("signature", signature.signature())
                    .put("at", signature.at().toEpochMilli())
                    .put("version", signature.version())
                    .build();
        }

        @Override
        public ClaimantSignature read(JsonObject json) {
            Bytes hash = json.base64("certificateHash", Sha256.LENGTH);
            Bytes certificate = state.get(under(hash))
                    .map(Bytes::of)
                    .orElseThrow(() -> new IllegalStateException("certificate " + hash + " is not on the ledger"));
            return new ClaimantSignature(
                    new Gln(json.text("gln")),
                    certificate,
                    json.base64("signature", ClaimantSignature.MAX_SIGNATURE_BYTES),
                    Instant.ofEpochMilli(json.number("at")),
                    json.integer("version", 1, ClaimantSignature.MAX_VERSION));
        }

        private static LedgerKey key(Bytes certificate) {
            return under(Sha256.of(certificate.toArray()));
        }

        private static LedgerKey under(Bytes hash) {
            return LedgerKey.of(TYPE, hash.hex());
        }
    }
}
