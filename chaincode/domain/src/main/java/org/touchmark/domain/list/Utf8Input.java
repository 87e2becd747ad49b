package org.touchmark.domain.list;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A file's text in UTF-8, whatever program saved it: UTF-8 with or without a byte order mark, or UTF-16 of either order. What
 * is no text at all is named by what it is.
 */
public final class Utf8Input {
    private static final int HEAD = 12;

    /** How files that are no text begin: at which byte, with which, and what they are. */
    private record Sign(int at, String bytes, String found) {
        boolean isOf(byte[] head) {
            if (head.length < at + bytes.length()) {
                return false;
            }
            for (int i = 0; i < bytes.length(); i++) {
                if ((head[at + i] & 0xff) != bytes.charAt(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Sign> NO_TEXT = List.of(
            new Sign(0, "PK\3\4", "a workbook of Excel or LibreOffice, or another ZIP archive"),
            new Sign(0, "\u00d0\u00cf\u0011\u00e0", "a workbook of an older Excel"),
            new Sign(0, "\u001f\u008b", "packed with gzip"),
            new Sign(0, "%PDF", "a PDF"),
            new Sign(0, "\u00ff\u00fe\0\0", "UTF-32"),
            new Sign(0, "\0\0\u00fe\u00ff", "UTF-32"),
            new Sign(0, "\u0089PNG", "a picture (PNG)"),
            new Sign(0, "\u00ff\u00d8\u00ff", "a picture (JPEG)"),
            new Sign(0, "GIF87a", "a picture (GIF)"),
            new Sign(0, "GIF89a", "a picture (GIF)"),
            new Sign(8, "WEBP", "a picture (WebP)"),
            new Sign(4, "ftyphe", "a picture (HEIC)"),
            new Sign(4, "ftypmif1", "a picture (HEIF)"),
            new Sign(4, "ftypavif", "a picture (AVIF)"),
            new Sign(0, "II*\0", "a picture (TIFF)"),
            new Sign(0, "MM\0*", "a picture (TIFF)"));

    private Utf8Input() {}

    /**
     * The same text in UTF-8 without a mark; that what claims to be UTF-8 is so, is for its reader to see.
     *
     * @throws MalformedListException for workbooks and the like, and later for broken UTF-16
     */
    public static InputStream of(InputStream file) throws IOException {
        return of(file, "\"CSV UTF-8\"");
    }

    /**
     * All of a file that is no list: a configuration, keys, a token.
     *
     * @param file its bytes; how many there may be is their reader's to say
     * @throws MalformedListException if it is no text in UTF-8 or UTF-16
     */
    public static String text(byte[] file) throws IOException {
        try (InputStream text = of(new ByteArrayInputStream(file), "text in UTF-8")) {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text.readAllBytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            MalformedListException named = MalformedListException.at(0, 0, "it is not text in UTF-8: save it so");
            named.initCause(e);
            throw named;
        }
    }

    private static InputStream of(InputStream file, String saved) throws IOException {
        PushbackInputStream in = new PushbackInputStream(file, HEAD);
        byte[] head = in.readNBytes(HEAD);
        requireText(head, saved);
        if (starts(head, 0xEF, 0xBB, 0xBF)) {
            in.unread(head, 3, head.length - 3);
            return in;
        }
        boolean marked = starts(head, 0xFE, 0xFF) || starts(head, 0xFF, 0xFE);
        int skipped = marked ? 2 : 0;
        in.unread(head, skipped, head.length - skipped);
        if (starts(head, 0xFE, 0xFF) || (head.length > 1 && head[0] == 0 && head[1] > 0)) {
            return new Transcoded(in, StandardCharsets.UTF_16BE);
        }
        if (starts(head, 0xFF, 0xFE) || (head.length > 1 && head[0] > 0 && head[1] == 0)) {
            return new Transcoded(in, StandardCharsets.UTF_16LE);
        }
        return in;
    }

    private static void requireText(byte[] head, String saved) throws MalformedListException {
        for (Sign sign : NO_TEXT) {
            if (sign.isOf(head)) {
                throw MalformedListException.at(
                        0, 0, "it is " + sign.found() + ", not a file of text: save " + what(sign) + " as " + saved);
            }
        }
    }

    private static String what(Sign sign) {
        return sign.found().startsWith("a picture") ? "what is on it" : "it";
    }

    private static boolean starts(byte[] head, int... with) {
        if (head.length < with.length) {
            return false;
        }
        for (int i = 0; i < with.length; i++) {
            if ((head[i] & 0xff) != with[i]) {
                return false;
            }
        }
        return true;
    }

    /** UTF-16 as UTF-8, piece by piece. */
    private static final class Transcoded extends InputStream {
        private final Reader reader;
        private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
        private final Writer writer = new OutputStreamWriter(piece, StandardCharsets.UTF_8);
        private final char[] chars = new char[1 << 13];
        private byte[] bytes = new byte[0];
        private int at;
        private boolean ended;

        Transcoded(InputStream in, Charset from) {
            reader = new InputStreamReader(
                    in,
                    from.newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT));
        }

        @Override
        public int read() throws IOException {
            return at < bytes.length || fill() ? bytes[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            if (length == 0) {
                return 0;
            }
            if (at == bytes.length && !fill()) {
                return -1;
            }
            int some = Math.min(length, bytes.length - at);
            System.arraycopy(bytes, at, target, offset, some);
            at += some;
            return some;
        }

        private boolean fill() throws IOException {
            at = 0;
            bytes = new byte[0];
            while (bytes.length == 0 && !ended) {
                int got = next();
                ended = got < 0;
                if (!ended) {
                    writer.write(chars, 0, got);
                }
                // Half a surrogate pair stays in the writer until its other half comes.
                writer.flush();
                bytes = piece.toByteArray();
                piece.reset();
            }
            return bytes.length > 0;
        }

        private int next() throws IOException {
            try {
                return reader.read(chars);
            } catch (CharacterCodingException e) {
                MalformedListException named = MalformedListException.at(
                        0, 0, "it is UTF-16 that is cut short or broken: save it again, as \"CSV UTF-8\"");
                named.initCause(e);
                throw named;
            }
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
