package org.touchmark.scanner.command;

/** Nobody said yes to something that can't be taken back, so it was not done. */
final class NotConfirmedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    NotConfirmedException(String message) {
        super(message);
    }
}
