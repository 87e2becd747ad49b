package org.touchmark.gateway.label;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.touchmark.gateway.markup.Markup;

/**
 * A label to print: the QR code, its quiet zone, and below it what it says for people to read.
 *
 * @param code the code's modules
 * @param caption the lines below it, in GS1's order with the application identifiers in brackets
 */
public record LabelPicture(QrMatrix code, List<String> caption) {
    /** Pixels of a module's side in a PNG. */
    private static final int MODULE_PIXELS = 8;

    private static final int DOT_PIXELS = 2;
    private static final int LINE_DOTS = DotFont.HEIGHT + 3;
    /** Millimetres of a line of text in an SVG; GS1 asks that it can be read, not for a size. */
    private static final double LINE_MILLIMETRES = 2.6;

    private static final double LETTER_MILLIMETRES = 1.2;

    /** Copies the lines. */
    public LabelPicture {
        caption = List.copyOf(caption);
    }

    /**
     * A label for a link.
     *
     * @param link what the code holds
     * @param caption the lines below it
     * @return the label
     */
    public static LabelPicture of(String link, List<String> caption) {
        return new LabelPicture(QrMatrix.encode(link), caption);
    }

    /**
     * The size to print the code at.
     *
     * @return a sentence part, such as {@code 24.2 mm square}
     */
    public String size() {
        return code.sideMillimetres() + " mm square at " + QrMatrix.MODULE_MILLIMETRES + " mm a module, " + code.size()
                + " modules";
    }

    /**
     * The label as PNG, one bit a pixel, with the resolution at which its modules have the size that GS1 asks for.
     *
     * @return the file's bytes
     */
    public byte[] png() {
        int codeSide = code.sizeWithQuietZone() * MODULE_PIXELS;
        int textWidth = caption.stream()
                        .mapToInt(line -> line.length() * DotFont.ADVANCE * DOT_PIXELS)
                        .max()
                        .orElse(0)
                + 2 * MODULE_PIXELS;
        int width = Math.max(codeSide, textWidth);
        int height = codeSide + (caption.size() * LINE_DOTS + DotFont.HEIGHT) * DOT_PIXELS;
        Bitmap bitmap = new Bitmap(width, height);
        drawCode(bitmap, (width - codeSide) / 2);
        for (int line = 0; line < caption.size(); line++) {
            drawText(bitmap, caption.get(line), codeSide + line * LINE_DOTS * DOT_PIXELS);
        }
        return Png.write(bitmap, (int) Math.round(MODULE_PIXELS * 1000 / QrMatrix.MODULE_MILLIMETRES));
    }

    /**
     * The label as SVG, in millimetres.
     *
     * @return the file's bytes in UTF-8
     */
    public byte[] svg() {
        double side = code.sizeWithQuietZone() * QrMatrix.MODULE_MILLIMETRES;
        double width =
                Math.max(side, caption.stream().mapToInt(String::length).max().orElse(0) * LETTER_MILLIMETRES + 1);
        double height = side + caption.size() * LINE_MILLIMETRES + 1;
        Markup svg = Markup.xml();
        svg.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "width",
                decimal(width) + "mm",
                "height",
                decimal(height) + "mm",
                "viewBox",
                "0 0 " + decimal(width) + " " + decimal(height),
                "role",
                "img");
        svg.element("title", "QR code, " + size() + ": " + String.join(" ", caption));
        svg.empty("rect", "width", "100%", "height", "100%", "fill", "#fff");
        String place = "translate(" + decimal((width - side) / 2) + " 0) scale(" + QrMatrix.MODULE_MILLIMETRES + ")";
        svg.empty("path", "transform", place, "fill", "#000", "d", path());
        for (int i = 0; i < caption.size(); i++) {
            svgLine(svg, caption.get(i), width / 2, side + i * LINE_MILLIMETRES + 1.5);
        }
        return svg.close("svg").toString().getBytes(StandardCharsets.UTF_8);
    }

    // The length is given, so that a font wider than the usual monospace does not run over the edge.
    private static void svgLine(Markup svg, String line, double x, double y) {
        svg.element(
                "text",
                line,
                "x",
                decimal(x),
                "y",
                decimal(y),
                "text-anchor",
                "middle",
                "textLength",
                decimal(line.length() * LETTER_MILLIMETRES),
                "lengthAdjust",
                "spacingAndGlyphs",
                "font-family",
                "monospace",
                "font-size",
                "2");
    }

    private void drawCode(Bitmap bitmap, int left) {
        for (int y = 0; y < code.size(); y++) {
            for (int x = 0; x < code.size(); x++) {
                if (code.isDark(x, y)) {
                    bitmap.blacken(
                            left + (x + QrMatrix.QUIET_ZONE_MODULES) * MODULE_PIXELS,
                            (y + QrMatrix.QUIET_ZONE_MODULES) * MODULE_PIXELS,
                            MODULE_PIXELS);
                }
            }
        }
    }

    private static void drawText(Bitmap bitmap, String text, int top) {
        DotFont font = DotFont.instance();
        int left = (bitmap.width() - text.length() * DotFont.ADVANCE * DOT_PIXELS) / 2;
        for (int i = 0; i < text.length(); i++) {
            for (int y = 0; y < DotFont.HEIGHT; y++) {
                for (int x = 0; x < DotFont.WIDTH; x++) {
                    if (font.isDark(text.charAt(i), x, y)) {
                        int column = left + (i * DotFont.ADVANCE + x) * DOT_PIXELS;
                        bitmap.blacken(column, top + y * DOT_PIXELS, DOT_PIXELS);
                    }
                }
            }
        }
    }

    // Runs of dark modules of a row, each one rectangle: a quarter of the size of one rectangle a module.
    private String path() {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size(); y++) {
            int x = 0;
            while (x < code.size()) {
                int start = x;
                while (x < code.size() && code.isDark(x, y)) {
                    x++;
                }
                if (x > start) {
                    path.append('M').append(start + QrMatrix.QUIET_ZONE_MODULES);
                    path.append(' ').append(y + QrMatrix.QUIET_ZONE_MODULES);
                    path.append('h')
                            .append(x - start)
                            .append("v1h-")
                            .append(x - start)
                            .append('z');
                } else {
                    x++;
                }
            }
        }
        return path.toString();
    }

    private static String decimal(double millimetres) {
        return String.format(Locale.ROOT, "%.3f", millimetres);
    }
}
