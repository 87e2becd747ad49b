package org.touchmark.gateway.config;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a failure of the disk means. */
public final class Disk {
    /** How Linux, BSD, macOS and Windows put it; the JDK has no class for it. */
    private static final List<String> FULL =
            List.of("no space left on device", "disk quota exceeded", "not enough space on the disk");

    private Disk() {}

    /**
     * Whether a failure, or what caused it, is a full disk.
     *
     * @param failure what was thrown
     * @return true if making room helps
     */
    public static boolean isFull(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (says(cause.getMessage())) {
                return true;
            }
        }
        return false;
    }

    private static boolean says(@Nullable String message) {
        return message != null && FULL.stream().anyMatch(message.toLowerCase(Locale.ROOT)::contains);
    }
}
