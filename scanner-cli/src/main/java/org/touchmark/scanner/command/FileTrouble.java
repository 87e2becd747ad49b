package org.touchmark.scanner.command;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.Objects;

/** What is wrong with a file, in words: Java's own exceptions say a path, and leave the rest to their names. */
final class FileTrouble {
    private FileTrouble() {}

    /** A failure to read or write, in words. */
    static String words(IOException failure) {
        if (failure instanceof FileSystemException file) {
            return Objects.requireNonNullElse(file.getFile(), "a file") + ": " + reason(file);
        }
        if (failure instanceof CharacterCodingException) {
            return "the file is not text in UTF-8; save it as UTF-8";
        }
        return Objects.requireNonNullElse(failure.getMessage(), "a file can't be read or written");
    }

    private static String reason(FileSystemException file) {
        if (file instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (file instanceof AccessDeniedException) {
            return "this user may not read or write it";
        }
        if (file instanceof FileAlreadyExistsException) {
            return "is a file, and a folder is needed";
        }
        if (file instanceof NotDirectoryException) {
            return "is no folder";
        }
        return Objects.requireNonNullElse(file.getReason(), "can't be read or written")
                .toLowerCase(Locale.ROOT);
    }
}
