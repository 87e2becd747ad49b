package org.touchmark.network.msp;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go writes them, such as {@code 100ms} or {@code 1m30s}: Fabric's configuration holds them as text. */
public final class GoDurations {
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|µs|ms|s|m|h)");
    private static final Pattern WHOLE = Pattern.compile("(?:" + PART.pattern() + ")+");
    private static final int MAX_CHARACTERS = 64;

    private GoDurations() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException if the text is no unsigned Go duration
     */
    public static Duration parse(String text) {
        if (text.length() > MAX_CHARACTERS || !WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException("duration '%s': must look like 100ms, 2s or 1m30s".formatted(text));
        }
        BigDecimal nanoseconds = BigDecimal.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            nanoseconds = nanoseconds.add(new BigDecimal(part.group(1)).multiply(unit(part.group(2))));
        }
        try {
            return Duration.ofNanos(nanoseconds.longValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("duration '%s': out of range".formatted(text), e);
        }
    }

    /** The shortest text that Go's parser reads back: whole hours, minutes, seconds or milliseconds. */
    public static String format(Duration duration) {
        long milliseconds = duration.toMillis();
        return milliseconds % 1000 == 0 ? milliseconds / 1000 + "s" : milliseconds + "ms";
    }

    private static BigDecimal unit(String name) {
        return BigDecimal.valueOf(
                switch (name) {
                    case "ns" -> 1L;
                    case "us", "µs" -> 1_000L;
                    case "ms" -> 1_000_000L;
                    case "s" -> 1_000_000_000L;
                    case "m" -> 60_000_000_000L;
                    default -> 3_600_000_000_000L;
                });
    }
}
