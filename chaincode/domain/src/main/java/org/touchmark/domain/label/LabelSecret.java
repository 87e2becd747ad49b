package org.touchmark.domain.label;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.SignedBytes;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.SerialNumber;

/**
 * 96 bits on a label whose serial can be guessed: part of the unit's digest, so that nobody finds units on the ledger by
 * trying serials. Whoever reads the label has it; it keeps harvesters of the ledger out, not readers of labels.
 */
public record LabelSecret(Bytes value) {
    /** Bytes of a secret. */
    public static final int LENGTH = 12;

    /** Bytes of the batch's key that secrets are derived from. */
    public static final int BATCH_KEY_LENGTH = 32;

    private static final String DOMAIN = "touchmark/label-secret/v1";
    private static final String ALGORITHM = "HmacSHA256";

    public LabelSecret {
        if (value.length() != LENGTH) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID, "label secret: has " + value.length() + " bytes, should be " + LENGTH);
        }
    }

    /** The secret of a unit: HMAC-SHA256 under its batch's key over the purpose, GTIN and serial, cut to 12 bytes. */
    public static LabelSecret derive(Bytes batchKey, Gtin gtin, SerialNumber serial) {
        if (batchKey.length() != BATCH_KEY_LENGTH) {
            throw new IllegalArgumentException(
                    "batch key: has " + batchKey.length() + " bytes, should be " + BATCH_KEY_LENGTH);
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(batchKey.toArray(), ALGORITHM));
            byte[] input = SignedBytes.of(DOMAIN)
                    .text(gtin.digits())
                    .text(serial.value())
                    .toBytes();
            return new LabelSecret(Bytes.of(Arrays.copyOf(mac.doFinal(input), LENGTH)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** Hides the value, so that no log shows it. */
    @Override
    public String toString() {
        return "LabelSecret[hidden]";
    }
}
