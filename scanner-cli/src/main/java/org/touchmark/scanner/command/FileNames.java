package org.touchmark.scanner.command;

import java.util.regex.Pattern;

/** Names for files made of identifiers, which may hold a slash or an asterisk (GS1's character set 82). */
final class FileNames {

    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9_-]");

    private FileNames() {}

    /** The identifier with every other character written as % and its two hexadecimal digits, so that none collide. */
    static String of(String identifier) {
        return UNSAFE.matcher(identifier)
                .replaceAll(match -> "%%%02X".formatted((int) match.group().charAt(0)));
    }
}
