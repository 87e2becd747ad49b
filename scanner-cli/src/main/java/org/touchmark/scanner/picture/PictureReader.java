package org.touchmark.scanner.picture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.touchmark.scanner.picture.UnreadablePictureException.Reason;

/**
 * Opens a PNG or JPEG as brightness, and holds its limits: what decoding would cost is known before a pixel is decoded,
 * and decoding ends when its time is spent.
 *
 * <p>Decoders are given what pixels need and no more: a broken colour profile or comment costs no label. How a camera
 * was held (Exif's orientation) does not matter: codes are found at any rotation.
 */
final class PictureReader {

    private final PictureLimits limits;
    private final LongSupplier nanos;

    /** A reader whose time is told by a meter in nanoseconds. */
    PictureReader(PictureLimits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
    }

    /**
     * What a file shows.
     *
     * @param pictures the picture; if it is transparent somewhere, as it looks on white paper and on black
     * @param complete whether all of it was in the file
     */
    record Opened(List<GrayPicture> pictures, boolean complete) {}

    /** The picture in a file; throws {@link UnreadablePictureException} with the reason if there is none. */
    Opened read(Path file) throws UnreadablePictureException {
        try {
            return decode(bytesOf(file));
        } catch (UnreadablePictureException e) {
            throw e.of(file);
        }
    }

    private byte[] bytesOf(Path file) throws UnreadablePictureException {
        checkKind(file);
        try (InputStream stream = Files.newInputStream(file)) {
            checkBytes(Files.size(file));
            byte[] bytes = stream.readNBytes(Math.toIntExact(limits.maxFileBytes() + 1));
            checkBytes(bytes.length);
            return bytes;
        } catch (UnreadablePictureException e) {
            throw e;
        } catch (IOException e) {
            throw new UnreadablePictureException(
                    Reason.NOT_READABLE, "the file cannot be read (%s): see who may read it".formatted(e), e);
        }
    }

    /** A pipe is never opened: nobody may be at its other end. */
    private static void checkKind(Path file) throws UnreadablePictureException {
        if (Files.isDirectory(file)) {
            throw new UnreadablePictureException(
                    Reason.NOT_A_FILE, "a folder, not a file; name the pictures in it one by one");
        }
        if (!Files.exists(file)) {
            throw new UnreadablePictureException(Reason.MISSING, "there is no such file");
        }
        if (!Files.isRegularFile(file)) {
            throw new UnreadablePictureException(
                    Reason.NOT_A_FILE, "a pipe or a device, not a file; save the picture to a file first");
        }
    }

    /** A length of zero is also what the files have that a kernel makes up while they are read, without an end. */
    private void checkBytes(long count) throws UnreadablePictureException {
        if (count == 0) {
            throw new UnreadablePictureException(Reason.EMPTY, "not a picture: the file is empty; copy it again");
        }
        if (count > limits.maxFileBytes()) {
            throw new UnreadablePictureException(
                    Reason.FILE_TOO_LARGE,
                    String.format(
                            Locale.ROOT,
                            "%,d bytes; pictures of up to %,d bytes are read: send a smaller copy",
                            count,
                            limits.maxFileBytes()));
        }
    }

    private Opened decode(byte[] file) throws UnreadablePictureException {
        PictureFormat format = PictureFormat.of(file);
        return switch (format) {
            case PNG -> decode("png", PngChunks.needed(file, limits), reader -> Brightness.of(reader.read(0)));
            case JPEG -> {
                JpegSegments segments = JpegSegments.of(file, limits);
                yield decode("jpeg", segments.needed(), reader -> ofJpeg(reader, segments));
            }
            case UNKNOWN ->
                throw new UnreadablePictureException(
                        Reason.NOT_A_PICTURE, "not a picture; PNG and JPEG files are read");
            default ->
                throw new UnreadablePictureException(
                        Reason.FORMAT_NOT_READ,
                        "a file in the format %s; PNG and JPEG files are read: convert it, or take a screenshot of it"
                                .formatted(format.title()));
        };
    }

    /** How a decoder's picture becomes brightness. */
    private interface Decoding {
        List<GrayPicture> by(ImageReader reader) throws IOException;
    }

    private Opened decode(String format, byte[] bytes, Decoding decoding) throws UnreadablePictureException {
        Budget budget = Budget.of(Duration.ofMillis(limits.maxDecodeMillis()), nanos);
        DecodeWatch watch = new DecodeWatch(budget);
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        try (BytesInput input = new BytesInput(bytes, budget)) {
            reader.setInput(input, true, true);
            reader.addIIOReadProgressListener(watch);
            reader.addIIOReadWarningListener(watch);
            List<GrayPicture> pictures = decoding.by(reader);
            if (watch.isAborted()) {
                throw tooSlow();
            }
            return new Opened(pictures, watch.isComplete());
        } catch (UnreadablePictureException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // ImageIO's readers answer damaged bytes with IndexOutOfBounds, IllegalArgument and NegativeArraySize too.
            throw budget.isSpent() ? tooSlow() : damaged(e);
        } finally {
            reader.dispose();
        }
    }

    /** What ImageIO knows no colours for, it hands out raw. */
    private static List<GrayPicture> ofJpeg(ImageReader reader, JpegSegments segments) throws IOException {
        return segments.hasFourInks() || !reader.getImageTypes(0).hasNext()
                ? List.of(Brightness.ofRaw(reader.readRaster(0, null), segments.inks()))
                : Brightness.of(reader.read(0));
    }

    private UnreadablePictureException tooSlow() {
        return new UnreadablePictureException(
                Reason.TOO_SLOW,
                String.format(
                        Locale.ROOT,
                        "decoding takes longer than %,d ms: crop it to the label or send a smaller copy",
                        limits.maxDecodeMillis()));
    }

    private static UnreadablePictureException damaged(Exception cause) {
        return new UnreadablePictureException(
                Reason.DAMAGED,
                "the picture is damaged, cut short or of a kind that cannot be read (%s): copy or save it again"
                        .formatted(cause.getMessage()),
                cause);
    }
}
