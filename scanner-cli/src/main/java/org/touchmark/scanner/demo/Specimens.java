package org.touchmark.scanner.demo;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.label.LabelKeyId;
import org.touchmark.domain.trust.Ed25519Signatures;

/** Labels as a counterfeiter makes them from a genuine one. */
final class Specimens {

    private static final int SIDE_PIXELS = 600;
    private static final int QUIET_ZONE_MODULES = 4;

    private Specimens() {}

    /** The label with another serial, and the signature left as it was. */
    static DigitalLink withChangedSerial(DigitalLink genuine) {
        String serial = genuine.serial().value();
        char last = serial.charAt(serial.length() - 1);
        SerialNumber other = new SerialNumber(serial.substring(0, serial.length() - 1) + (last == '7' ? '8' : '7'));
        return new DigitalLink(
                genuine.origin(), genuine.gtin(), genuine.lot(), other, genuine.expiry(), genuine.proof(), List.of());
    }

    /** The label signed anew, well and truly, by a key that is nobody's. */
    static DigitalLink signedByStranger(DigitalLink genuine) {
        BouncyCastleProvider provider = new BouncyCastleProvider();
        try {
            KeyPair stranger = KeyPairGenerator.getInstance("Ed25519", provider).generateKeyPair();
            LabelKeyId id = LabelKeyId.of(Ed25519Signatures.rawPublicKey(stranger.getPublic()));
            return DigitalLink.signed(
                    genuine.origin(),
                    genuine.claim(),
                    genuine.claim().sign(id, Ed25519Signatures.with(provider).signer(stranger.getPrivate())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Bouncy Castle makes Ed25519 keys", e);
        }
    }

    /** Draws a label's code, as anyone with a printer can. */
    static void draw(DigitalLink link, Path file) throws IOException {
        Map<EncodeHintType, Object> hints = Map.of(
                EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M, EncodeHintType.MARGIN, QUIET_ZONE_MODULES);
        try {
            BitMatrix code =
                    new QRCodeWriter().encode(link.uri(), BarcodeFormat.QR_CODE, SIDE_PIXELS, SIDE_PIXELS, hints);
            ImageIO.write(picture(code), "png", file.toFile());
        } catch (WriterException e) {
            throw new IllegalArgumentException("no QR code holds " + link.uri(), e);
        }
    }

    private static BufferedImage picture(BitMatrix code) {
        BufferedImage picture = new BufferedImage(code.getWidth(), code.getHeight(), BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < code.getHeight(); y++) {
            for (int x = 0; x < code.getWidth(); x++) {
                picture.setRGB(x, y, code.get(x, y) ? Color.BLACK.getRGB() : Color.WHITE.getRGB());
            }
        }
        return picture;
    }
}
