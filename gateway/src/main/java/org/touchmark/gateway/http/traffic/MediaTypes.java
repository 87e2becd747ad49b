package org.touchmark.gateway.http.traffic;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.touchmark.gateway.problem.Problem;

/** Whether a Content-Type has the form of RFC 9110 section 8.3, and a charset that there is. */
final class MediaTypes {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\.)*+\"";
    private static final Pattern PARAMETER =
            Pattern.compile("[ \t]*;[ \t]*(?:(" + TOKEN + ")=(" + TOKEN + "|" + QUOTED + "))?");
    private static final Pattern TYPE = Pattern.compile(TOKEN + "/" + TOKEN);

    private MediaTypes() {}

    static Optional<Problem> wrong(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return Optional.empty();
        }
        Matcher type = TYPE.matcher(header);
        if (!type.lookingAt()) {
            return refused("is no media type such as application/json");
        }
        Matcher parameter = PARAMETER.matcher(header);
        int at = type.end();
        while (at < header.length() && parameter.region(at, header.length()).lookingAt()) {
            String name = parameter.group(1);
            if (name != null && name.toLowerCase(Locale.ROOT).equals("charset") && !isKnown(parameter.group(2))) {
                return refused("names a charset that is not known here; send UTF-8");
            }
            at = parameter.end();
        }
        return header.substring(at).isBlank()
                ? Optional.empty()
                : refused("has parameters that are none: they are written ; name=value");
    }

    private static boolean isKnown(String written) {
        String name = written.startsWith("\"") ? written.substring(1, written.length() - 1) : written;
        try {
            return Charset.isSupported(name);
        } catch (IllegalCharsetNameException e) {
            return false;
        }
    }

    private static Optional<Problem> refused(String rule) {
        return Optional.of(Problem.of(
                415,
                "MEDIA_TYPE_UNSUPPORTED",
                "The body's media type is not read here",
                "The header Content-Type " + rule + "."));
    }
}
