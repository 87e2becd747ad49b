package org.touchmark.gateway.config;

/** A configuration file is missing or wrong; the message names the file, the field and the way out. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * An exception without a cause.
     *
     * @param message the file, what is wrong, the way out
     */
    public ConfigException(String message) {
        super(message);
    }

    /**
     * An exception with its cause.
     *
     * @param message the file, what is wrong, the way out
     * @param cause what failed
     */
    public ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
