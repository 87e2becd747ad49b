package org.touchmark.gateway.label;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.ResultMetadataType;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.gs1.CharacterSet82;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LabelPictureTest {
    private static final String SIGNED =
            "https://id.example/01/09506000134352/10/LOT-1/21/7QK2M0X8R4T6V9B3C5D1?17=271231&tm="
                    + "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyAhIiMkJSYnKCkqKywtLi8wMTIzNDU2Nzg5Ojs8PT4_QEFCQ0RFRkc";
    private static final String COMPACT = "HTTPS://ID.EXAMPLE/01/09506000134352/21/7QK2M0X8R4T6V9B3C5D1";

    private static Result decode(BufferedImage image) throws Exception {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        var source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
        return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source)));
    }

    @Test
    void a_png_is_read_back_by_a_decoder() throws Exception {
        for (String link : List.of(SIGNED, COMPACT)) {
            byte[] png = LabelPicture.of(link, List.of("(01)09506000134352", "(21)7QK2M0X8R4T6V9B3C5D1"))
                    .png();
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));

            Result result = decode(image);

            assertThat(result.getText()).isEqualTo(link);
            assertThat(result.getResultMetadata().get(ResultMetadataType.ERROR_CORRECTION_LEVEL))
                    .hasToString("M");
            assertThat(image.getColorModel().getPixelSize()).isEqualTo(1);
        }
    }

    @Test
    void an_svg_holds_the_same_modules() throws Exception {
        LabelPicture picture = LabelPicture.of(COMPACT, List.of("(21)<A&B>"));
        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(picture.svg()));
        int side = picture.code().sizeWithQuietZone();
        BufferedImage image = new BufferedImage(side * 4, side * 4, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 0; x < side * 4; x++) {
            for (int y = 0; y < side * 4; y++) {
                image.setRGB(x, y, 0xffffff);
            }
        }
        String path = ((Element) svg.getElementsByTagName("path").item(0)).getAttribute("d");
        var runs = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z").matcher(path);
        while (runs.find()) {
            int width = Integer.parseInt(runs.group(3)) * 4;
            for (int i = 0; i < width * 4; i++) {
                image.setRGB(
                        Integer.parseInt(runs.group(1)) * 4 + i % width,
                        Integer.parseInt(runs.group(2)) * 4 + i / width,
                        0);
            }
        }

        assertThat(decode(image).getText()).isEqualTo(COMPACT);
        assertThat(new String(picture.svg(), UTF_8))
                .contains("(21)&lt;A&amp;B&gt;")
                .contains("mm square");
    }

    @Test
    void sizes_are_as_the_profiles_promise() {
        assertThat(QrMatrix.encode(COMPACT).size()).isLessThanOrEqualTo(33);
        assertThat(QrMatrix.encode(SIGNED).size()).isLessThanOrEqualTo(57);
        QrMatrix code = QrMatrix.encode("HTTPS://LABELS.BRAND.EXAMPLE/01/09506000134352/21/7QK2M0X8R4T6V9B3C5D1");
        assertThat(new LabelPicture(code, List.of()).size())
                .isEqualTo("16.2 mm square at 0.396 mm a module, 33 modules");
    }

    @Test
    void a_png_says_at_which_size_it_is_printed() throws Exception {
        byte[] png = LabelPicture.of(COMPACT, List.of()).png();
        int at = new String(png, ISO_8859_1).indexOf("pHYs") + 4;
        int pixelsPerMetre = ByteBuffer.wrap(png, at, 4).getInt();

        assertThat(8 * 1000.0 / pixelsPerMetre).isBetween(0.3959, 0.3961);
    }

    @Test
    void the_font_has_every_character_of_set_82_and_the_brackets() {
        String missing = (CharacterSet82.CHARACTERS + "() ")
                .chars()
                .filter(c -> !DotFont.instance().has((char) c))
                .mapToObj(c -> String.valueOf((char) c))
                .reduce("", String::concat);
        assertThat(missing).isEmpty();
    }
}
