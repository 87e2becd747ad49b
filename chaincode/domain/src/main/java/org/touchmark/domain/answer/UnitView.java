package org.touchmark.domain.answer;

import java.util.Optional;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.gs1.Gs1Date;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.unit.UnitDigest;

/** The unit that an answer speaks of, as its label names it. */
public record UnitView(Gtin gtin, Optional<Lot> lot, SerialNumber serial, UnitDigest digest, Optional<String> expiry) {

    /** The unit that a label names; its digest takes in the label's secret. */
    public static UnitView of(DigitalLink link) {
        return new UnitView(
                link.gtin(),
                Optional.ofNullable(link.lot()),
                link.serial(),
                UnitDigest.of(link.unit(), link.secret()),
                Optional.ofNullable(link.expiry()).map(Gs1Date::yymmdd));
    }

    public static UnitView fromJson(JsonObject json) {
        json.requireOnly("gtin", "lot", "serial", "digest", "expiry");
        return new UnitView(
                new Gtin(json.text("gtin")),
                Optional.ofNullable(json.optionalText("lot")).map(Lot::new),
                new SerialNumber(json.text("serial")),
                UnitDigest.parse(json.text("digest")),
                Optional.ofNullable(json.optionalText("expiry")));
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("gtin", gtin.digits())
                .putIfPresent("lot", lot.map(Lot::value).orElse(null))
                .put("serial", serial.value())
                .put("digest", digest.hex())
                .putIfPresent("expiry", expiry.orElse(null))
                .build();
    }
}
