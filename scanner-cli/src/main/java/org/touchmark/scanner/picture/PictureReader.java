package org.touchmark.scanner.picture;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.touchmark.scanner.picture.UnreadablePictureException.Reason;

/**
 * Opens a PNG or JPEG as brightness, and holds its limits before a pixel is decoded.
 *
 * <p>The size in pixels is read from the header alone, so that a file of a few bytes that declares 200 megapixels costs
 * nothing. How a camera was held (EXIF's orientation) does not matter: codes are found at any rotation.
 */
final class PictureReader {

    private static final Set<String> FORMATS = Set.of("png", "jpeg");

    private final PictureLimits limits;

    PictureReader(PictureLimits limits) {
        this.limits = limits;
    }

    /** A picture, and whether all of it was in the file. */
    record Opened(GrayPicture picture, boolean complete) {}

    /** The picture in a file; throws {@link UnreadablePictureException} with the reason if there is none. */
    Opened read(Path file) throws UnreadablePictureException {
        checkFile(file);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r");
                ImageInputStream stream = new FileImageInputStream(bytes)) {
            return decode(file, stream);
        } catch (UnreadablePictureException e) {
            throw e;
        } catch (IOException e) {
            throw new UnreadablePictureException(
                    Reason.MISSING, "%s: cannot be read (%s)".formatted(file, e.getMessage()), e);
        }
    }

    private void checkFile(Path file) throws UnreadablePictureException {
        if (!Files.exists(file)) {
            throw new UnreadablePictureException(Reason.MISSING, file + ": there is no such file");
        }
        if (!Files.isRegularFile(file)) {
            throw new UnreadablePictureException(
                    Reason.NOT_A_PICTURE, file + ": not a file; name the pictures in it one by one");
        }
        long size = sizeOf(file);
        if (size > limits.maxFileBytes()) {
            throw new UnreadablePictureException(
                    Reason.FILE_TOO_LARGE,
                    "%s: %,d bytes; pictures of up to %,d bytes are read: send a smaller copy"
                            .formatted(file, size, limits.maxFileBytes()));
        }
    }

    private static long sizeOf(Path file) throws UnreadablePictureException {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UnreadablePictureException(Reason.MISSING, file + ": cannot be read", e);
        }
    }

    private Opened decode(Path file, ImageInputStream stream) throws UnreadablePictureException {
        ImageReader reader = readerFor(file, stream);
        try {
            // No metadata: a PNG's text chunks are compressed, and could be made to unpack to gigabytes.
            reader.setInput(stream, true, true);
            checkPixels(file, reader);
            AtomicBoolean complete = new AtomicBoolean(true);
            // libjpeg fills what a cut file lacks with grey, and only warns.
            reader.addIIOReadWarningListener((source, warning) -> complete.set(complete.get() && !isCut(warning)));
            return new Opened(Brightness.of(reader.read(0)), complete.get());
        } catch (UnreadablePictureException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // ImageIO's readers answer damaged bytes with IndexOutOfBounds, IllegalArgument and NegativeArraySize too.
            throw new UnreadablePictureException(
                    Reason.DAMAGED,
                    "%s: the picture is damaged, cut short or of a kind that cannot be read (%s)"
                            .formatted(file, e.getMessage()),
                    e);
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader readerFor(Path file, ImageInputStream stream) throws UnreadablePictureException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
        if (!readers.hasNext()) {
            throw new UnreadablePictureException(
                    Reason.NOT_A_PICTURE, file + ": not a picture; PNG and JPEG files are read");
        }
        ImageReader reader = readers.next();
        String format = formatOf(reader);
        if (!FORMATS.contains(format)) {
            reader.dispose();
            throw new UnreadablePictureException(
                    Reason.NOT_A_PICTURE,
                    "%s: a picture in the format %s; PNG and JPEG files are read: convert it".formatted(file, format));
        }
        return reader;
    }

    private static String formatOf(ImageReader reader) {
        String[] names = reader.getOriginatingProvider().getFormatNames();
        return names.length == 0 ? "unknown" : names[0].toLowerCase(Locale.ROOT).replaceAll("^jpg$", "jpeg");
    }

    private void checkPixels(Path file, ImageReader reader) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        long pixels = (long) width * height;
        if (pixels > limits.maxPixels()) {
            throw new UnreadablePictureException(
                    Reason.TOO_MANY_PIXELS,
                    "%s: %,d x %,d is %s megapixels; up to %s are read: crop it to the label or send a smaller copy"
                            .formatted(file, width, height, megapixels(pixels), megapixels(limits.maxPixels())));
        }
    }

    private static String megapixels(long pixels) {
        return String.format(Locale.ROOT, "%.1f", pixels / 1e6).replaceAll("\\.0$", "");
    }

    private static boolean isCut(String warning) {
        String lower = warning.toLowerCase(Locale.ROOT);
        return lower.contains("premature end") || lower.contains("truncated");
    }
}
