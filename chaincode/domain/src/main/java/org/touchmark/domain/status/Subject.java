package org.touchmark.domain.status;

import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.SignedBytes;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.unit.UnitDigest;

/** What a report is about. */
public sealed interface Subject {

    Status.Kind kind();

    JsonObject toJson();

    /** Adds the fields that name it to bytes to sign. */
    SignedBytes sign(SignedBytes bytes);

    /** One unit. */
    record OfUnit(Gtin gtin, Lot lot, UnitDigest digest) implements Subject {
        @Override
        public Status.Kind kind() {
            return Status.Kind.UNIT;
        }

        @Override
        public JsonObject toJson() {
            return JsonObject.builder()
                    .put("gtin", gtin.digits())
                    .put("lot", lot.value())
                    .put("digest", digest.hex())
                    .build();
        }

        @Override
        public SignedBytes sign(SignedBytes bytes) {
            return bytes.text("unit").text(gtin.digits()).text(lot.value()).text(digest.hex());
        }

        @Override
        public String toString() {
            return "unit " + digest;
        }
    }

    /** A container with all that is in it. */
    record OfContainer(Sscc sscc) implements Subject {
        @Override
        public Status.Kind kind() {
            return Status.Kind.CONTAINER;
        }

        @Override
        public JsonObject toJson() {
            return JsonObject.builder().put("sscc", sscc.digits()).build();
        }

        @Override
        public SignedBytes sign(SignedBytes bytes) {
            return bytes.text("container").text(sscc.digits());
        }

        @Override
        public String toString() {
            return "container " + sscc;
        }
    }

    /** All units of a batch. */
    record OfBatch(Gtin gtin, Lot lot) implements Subject {
        @Override
        public Status.Kind kind() {
            return Status.Kind.BATCH;
        }

        @Override
        public JsonObject toJson() {
            return JsonObject.builder()
                    .put("gtin", gtin.digits())
                    .put("lot", lot.value())
                    .build();
        }

        @Override
        public SignedBytes sign(SignedBytes bytes) {
            return bytes.text("batch").text(gtin.digits()).text(lot.value());
        }

        @Override
        public String toString() {
            return "the batch of GTIN " + gtin + " with lot " + lot;
        }
    }

    /**
     * The subject that a JSON object names: {@code {"sscc"}}, {@code {"gtin","lot","digest"}} or {@code {"gtin","lot"}}.
     *
     * @throws org.touchmark.domain.error.RefusedException naming the field that is wrong
     */
    static Subject fromJson(JsonObject json) {
        if (json.has("sscc")) {
            json.requireOnly("sscc");
            return new OfContainer(new Sscc(json.text("sscc")));
        }
        json.requireOnly("gtin", "lot", "digest");
        Gtin gtin = Gtin.parse(json.text("gtin"));
        Lot lot = new Lot(json.text("lot"));
        return json.has("digest")
                ? new OfUnit(gtin, lot, UnitDigest.parse(json.text("digest")))
                : new OfBatch(gtin, lot);
    }
}
