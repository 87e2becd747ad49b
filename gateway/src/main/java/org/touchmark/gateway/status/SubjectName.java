package org.touchmark.gateway.status;

import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.scan.Scans;
import org.touchmark.domain.status.Subject;

/** How a caller names what it reports on. */
public sealed interface SubjectName {

    /**
     * A unit, by what its label says, as whoever holds it can scan it.
     *
     * @param link the label's link
     */
    record OfLabel(String link) implements SubjectName {}

    /**
     * A unit of a batch that was registered here, by its serial.
     *
     * @param gtin the batch's GTIN
     * @param lot its lot
     * @param serial the unit's serial
     */
    record OfSerial(Gtin gtin, Lot lot, SerialNumber serial) implements SubjectName {}

    /**
     * A unit, a container or a batch, as the ledger names it.
     *
     * @param subject the subject
     */
    record OnLedger(Subject subject) implements SubjectName {}

    /**
     * The name that a JSON object is: {@code {"link"}}, {@code {"gtin","lot","serial"}}, or one that {@link
     * Subject#fromJson} reads.
     *
     * @param json the object
     * @return the name
     * @throws org.touchmark.domain.error.RefusedException naming the field that is wrong
     */
    static SubjectName fromJson(JsonObject json) {
        if (json.has("link")) {
            return new OfLabel(json.requireOnly("link").text("link"));
        }
        if (json.has("serial")) {
            json.requireOnly("gtin", "lot", "serial");
            return new OfSerial(
                    Gtin.parse(json.text("gtin")), new Lot(json.text("lot")), new SerialNumber(json.text("serial")));
        }
        return new OnLedger(
                json.has("sscc")
                        ? new Subject.OfContainer(
                                Scans.sscc(json.requireOnly("sscc").text("sscc")))
                        : Subject.fromJson(json));
    }
}
