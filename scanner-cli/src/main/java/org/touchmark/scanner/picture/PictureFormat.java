package org.touchmark.scanner.picture;

/** What a file is by its first bytes; its name may say anything. */
enum PictureFormat {
    PNG("PNG", "\u0089PNG\r\n\u001A\n", 0),
    JPEG("JPEG", "\u00FF\u00D8\u00FF", 0),
    GIF("GIF", "GIF8", 0),
    WEBP("WebP", "WEBP", 8),
    HEIC("HEIC", "ftyphe", 4),
    HEIF("HEIF", "ftypmif1", 4),
    AVIF("AVIF", "ftypavi", 4),
    JPEG_XL("JPEG XL", "JXL ", 4),
    JPEG_XL_STREAM("JPEG XL", "\u00FF\n", 0),
    JPEG_2000("JPEG 2000", "jP  ", 4),
    TIFF("TIFF", "II*\0", 0),
    TIFF_BIG_ENDIAN("TIFF", "MM\0*", 0),
    PHOTOSHOP("Photoshop", "8BPS", 0),
    PDF("PDF", "%PDF-", 0),
    SVG("SVG", "<svg", 0),
    XML("XML", "<?xml", 0),
    ICON("ICO", "\0\0\1\0", 0),
    BMP("BMP", "BM", 0),
    UNKNOWN("unknown", "", 0);

    private final String title;
    private final String sign;
    private final int at;

    PictureFormat(String title, String sign, int at) {
        this.title = title;
        this.sign = sign;
        this.at = at;
    }

    /** What people call it. */
    String title() {
        return title;
    }

    /** The first whose sign the file carries; {@link #UNKNOWN} has none, and so is carried by all. */
    static PictureFormat of(byte[] file) {
        for (PictureFormat format : values()) {
            if (format.isOf(file)) {
                return format;
            }
        }
        return UNKNOWN;
    }

    private boolean isOf(byte[] file) {
        if (file.length < at + sign.length()) {
            return false;
        }
        for (int i = 0; i < sign.length(); i++) {
            if ((file[at + i] & 0xFF) != sign.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
