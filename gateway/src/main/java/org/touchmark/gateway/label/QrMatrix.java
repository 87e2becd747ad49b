package org.touchmark.gateway.label;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import com.google.zxing.qrcode.encoder.QRCode;
import java.util.Locale;
import java.util.Map;

/**
 * The modules of a QR code (ISO/IEC 18004, model 2) at error correction level M, without its quiet zone.
 */
public final class QrMatrix {
    /** White modules that must stand around the code (ISO/IEC 18004, section 6.3.8). */
    public static final int QUIET_ZONE_MODULES = 4;

    /** The module that GS1 asks for where consumers scan (GS1 General Specifications, symbol specification table 1). */
    public static final double MODULE_MILLIMETRES = 0.396;

    private final ByteMatrix modules;

    private QrMatrix(ByteMatrix modules) {
        this.modules = modules;
    }

    /**
     * Encodes a text in the smallest version that holds it, changing modes on the way where that is shorter.
     *
     * @param content the text, at most a QR code's capacity
     * @return the modules
     */
    public static QrMatrix encode(String content) {
        try {
            QRCode code =
                    Encoder.encode(content, ErrorCorrectionLevel.M, Map.of(EncodeHintType.QR_COMPACT, Boolean.TRUE));
            return new QrMatrix(code.getMatrix());
        } catch (WriterException e) {
            throw new IllegalArgumentException(content.length() + " characters: no QR code holds them", e);
        }
    }

    /**
     * The modules of a side, without the quiet zone.
     *
     * @return 21 to 177
     */
    public int size() {
        return modules.getWidth();
    }

    /**
     * The modules of a side with the quiet zone.
     *
     * @return the size and twice the quiet zone
     */
    public int sizeWithQuietZone() {
        return size() + 2 * QUIET_ZONE_MODULES;
    }

    /**
     * Whether a module is dark.
     *
     * @param x column, from the left
     * @param y row, from the top
     * @return true if dark
     */
    public boolean isDark(int x, int y) {
        return modules.get(x, y) == 1;
    }

    /**
     * The side that a printed code needs, quiet zone included, for consumers' telephones.
     *
     * @return millimetres, one decimal
     */
    public String sideMillimetres() {
        return String.format(Locale.ROOT, "%.1f", sizeWithQuietZone() * MODULE_MILLIMETRES);
    }
}
