package org.touchmark.network.ca;

/** A certificate authority's refusal. */
public final class CaException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int httpStatus;
    private final int code;

    CaException(int httpStatus, int code, String message) {
        super(message);
        this.httpStatus = httpStatus;
        this.code = code;
    }

    CaException(int httpStatus, CaErrorCode code, String message) {
        this(httpStatus, code.number(), message);
    }

    /** Says no more than Fabric CA does, whatever was wrong with name, secret, token or certificate. */
    static CaException unauthenticated() {
        return new CaException(401, CaErrorCode.AUTHENTICATION_FAILURE, "Authentication failure");
    }

    /** Says no more than Fabric CA does, whatever right was missing. */
    static CaException unauthorized() {
        return new CaException(403, CaErrorCode.AUTHORIZATION_FAILURE, "Authorization failure");
    }

    public int httpStatus() {
        return httpStatus;
    }

    /** The number of Fabric CA's lib/caerrors. */
    public int code() {
        return code;
    }
}
