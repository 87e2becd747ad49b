package org.touchmark.domain.function;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.custody.HandOffId;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.CompanyPrefix;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.label.LabelKeyId;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.domain.trust.ClaimantSignature;
import org.touchmark.domain.unit.UnitDigest;

/**
 * The text arguments of a call, read by their place; each reader refuses with its own code.
 *
 * @param values without the operation's id
 * @param operation the operation's id; empty for questions
 * @param transientData what came with the proposal and is not stored
 */
record Arguments(List<String> values, Optional<OperationId> operation, SortedMap<String, byte[]> transientData) {
    private static final Pattern SMALL_NUMBER = Pattern.compile("0|[1-9][0-9]{0,5}");

    String text(int place) {
        return values.get(place);
    }

    JsonObject json(int place) {
        return CanonicalJson.parseAnyOrder(text(place));
    }

    Gtin gtin(int place) {
        return Gtin.parse(text(place));
    }

    Lot lot(int place) {
        return new Lot(text(place));
    }

    /** A lot, or none where the text is empty. */
    Optional<Lot> optionalLot(int place) {
        return text(place).isEmpty() ? Optional.empty() : Optional.of(lot(place));
    }

    Gln gln(int place) {
        return new Gln(text(place));
    }

    Sscc sscc(int place) {
        return new Sscc(text(place));
    }

    /** A container, or none where the text is empty. */
    Optional<Sscc> optionalSscc(int place) {
        return text(place).isEmpty() ? Optional.empty() : Optional.of(sscc(place));
    }

    CompanyPrefix prefix(int place) {
        return new CompanyPrefix(text(place));
    }

    UnitDigest digest(int place) {
        return UnitDigest.parse(text(place));
    }

    LabelKeyId labelKey(int place) {
        return LabelKeyId.parse(text(place));
    }

    HandOffId handOff(int place) {
        return new HandOffId(text(place));
    }

    Bytes hash(int place) {
        return Bytes.fromHex("the digest", text(place), Sha256.LENGTH);
    }

    ClaimantSignature signature(int place) {
        return ClaimantSignature.fromJson(json(place));
    }

    int number(int place) {
        if (!SMALL_NUMBER.matcher(text(place)).matches()) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID, "argument " + (place + 1) + " is not a number of at most six digits");
        }
        return Integer.parseInt(text(place));
    }
}
