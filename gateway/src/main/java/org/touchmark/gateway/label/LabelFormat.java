package org.touchmark.gateway.label;

import java.util.Locale;
import java.util.Optional;

/** How a label's picture is written. */
public enum LabelFormat {
    /** One bit a pixel. */
    PNG("image/png") {
        @Override
        public byte[] write(LabelPicture picture) {
            return picture.png();
        }
    },
    /** In millimetres. */
    SVG("image/svg+xml") {
        @Override
        public byte[] write(LabelPicture picture) {
            return picture.svg();
        }
    };

    private final String mediaType;

    LabelFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /**
     * The picture's media type.
     *
     * @return as in a Content-Type
     */
    public String mediaType() {
        return mediaType;
    }

    /**
     * The end of a file's name.
     *
     * @return without the dot
     */
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Writes a picture.
     *
     * @param picture the label
     * @return the file's bytes
     */
    public abstract byte[] write(LabelPicture picture);

    /**
     * The format of a name.
     *
     * @param extension png or svg
     * @return the format, if there is one
     */
    public static Optional<LabelFormat> of(String extension) {
        for (LabelFormat format : values()) {
            if (format.extension().equals(extension)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
