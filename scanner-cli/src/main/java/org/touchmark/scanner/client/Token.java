package org.touchmark.scanner.client;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.touchmark.scanner.file.TextFile;

/** A party's API token; it prints as nothing, and is read from a file so that no list of processes shows it. */
public final class Token {

    private static final int MAX_FILE_BYTES = 4_096;

    /** RFC 6750 section 2.1: b64token. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private final String value;

    private Token(String value) {
        this.value = value;
    }

    /** The token in a file, white space around it left out. */
    public static Token read(Path file) throws IOException {
        String text;
        try {
            text = TextFile.read(file, MAX_FILE_BYTES).strip();
        } catch (IOException e) {
            throw new IOException(
                    "token file %s; gateway/admit writes a party's token to .touchmark/gateway/tokens/"
                            .formatted(e.getMessage()),
                    e);
        }
        if (!FORM.matcher(text).matches()) {
            throw new IOException(
                    "token file " + file + ": holds no token (letters, digits and . _ ~ + / - on one line)");
        }
        return new Token(text);
    }

    String authorization() {
        return "Bearer " + value;
    }

    @Override
    public String toString() {
        return "Token[withheld]";
    }
}
