package org.touchmark.gateway.problem;

/** The problems that several parts of the gateway answer with. */
public final class Problems {
    private Problems() {}

    /**
     * The request itself is not well formed.
     *
     * @param detail what is wrong with it
     * @return a 400
     */
    public static Problem badRequest(String detail) {
        return Problem.of(400, "ARGUMENT_INVALID", "The request is not well formed", detail);
    }

    /**
     * The request says who is asking in no way that this gateway knows.
     *
     * @param detail what is missing
     * @return a 401
     */
    public static Problem unauthorized(String detail) {
        return Problem.of(401, "TOKEN_MISSING_OR_UNKNOWN", "A token of a party is needed", detail);
    }

    /**
     * The caller is known and may not do this.
     *
     * @param code the error code
     * @param detail the rule
     * @return a 403
     */
    public static Problem forbidden(String code, String detail) {
        return Problem.of(403, code, "This party may not do that", detail);
    }

    /**
     * There is no such thing.
     *
     * @param code the error code
     * @param detail what was looked for
     * @return a 404
     */
    public static Problem notFound(String code, String detail) {
        return Problem.of(404, code, "Not found", detail);
    }

    /**
     * What stands already contradicts the request.
     *
     * @param code the error code
     * @param detail what stands
     * @return a 409
     */
    public static Problem conflict(String code, String detail) {
        return Problem.of(409, code, "The request contradicts what stands", detail);
    }

    /**
     * The body is longer than the limit.
     *
     * @param maxBytes the limit
     * @return a 413
     */
    public static Problem tooLarge(long maxBytes) {
        return Problem.of(
                413,
                "BODY_TOO_LARGE",
                "The body is too large",
                "The body is longer than " + maxBytes + " bytes: send fewer serials at once, as several batches.");
    }

    /**
     * The body comes more slowly than a thread can wait for it.
     *
     * @param rule how fast it has to come
     * @return a 408
     */
    public static Problem tooSlow(String rule) {
        return Problem.of(
                408,
                "BODY_TOO_SLOW",
                "The body did not arrive in time",
                "The body stopped, or came too slowly: " + rule
                        + "; nothing of it was used. Send it again when it can come faster.");
    }

    /**
     * The gateway's own disk has no room.
     *
     * @return a 507
     */
    public static Problem diskFull() {
        return Problem.of(
                507,
                "DISK_FULL",
                "The gateway's disk is full",
                "The gateway could not keep what this request needs, so nothing was registered. Its operator makes room"
                        + " where the state folder is; then send the request again.");
    }

    /**
     * The content of the request breaks a rule.
     *
     * @param code the error code
     * @param detail the value and the rule
     * @return a 422
     */
    public static Problem unprocessable(String code, String detail) {
        return Problem.of(422, code, "The input breaks a rule", detail);
    }

    /**
     * Something that the gateway needs does not answer now.
     *
     * @param code the error code
     * @param detail what does not answer
     * @return a 503
     */
    public static Problem unavailable(String code, String detail) {
        return Problem.of(503, code, "Not available now", detail);
    }
}
