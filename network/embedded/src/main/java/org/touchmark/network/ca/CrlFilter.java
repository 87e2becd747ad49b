package org.touchmark.network.ca;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Which revoked certificates a list is to hold (lib/servergencrl.go, genCRL). Bounds are exclusive. */
record CrlFilter(Instant revokedAfter, Instant revokedBefore, Instant expireAfter, Instant expireBefore) {
    /** Go's zero time, which its JSON writes where nothing was given. */
    private static final Instant GO_ZERO = Instant.parse("0001-01-01T00:00:00Z");

    static final CrlFilter ALL = new CrlFilter(Instant.MIN, Instant.MAX, Instant.MIN, Instant.MAX);

    static CrlFilter of(CaRequests.GenerateCrl request) throws CaException {
        CrlFilter filter = new CrlFilter(
                bound(request.revokedAfter(), Instant.MIN),
                bound(request.revokedBefore(), Instant.MAX),
                bound(request.expireAfter(), Instant.MIN),
                bound(request.expireBefore(), Instant.MAX));
        if (filter.revokedAfter.isAfter(filter.revokedBefore)) {
            throw new CaException(
                    400,
                    CaErrorCode.INVALID_REVOKED_AFTER,
                    "Invalid 'revokedafter' value. It must not be a timestamp greater than 'revokedbefore'");
        }
        if (filter.expireAfter.isAfter(filter.expireBefore)) {
            throw new CaException(
                    400,
                    CaErrorCode.INVALID_EXPIRED_AFTER,
                    "Invalid 'expireafter' value. It must not be a timestamp greater than 'expirebefore'");
        }
        return filter;
    }

    boolean includes(Instant revokedAt, Instant notAfter) {
        return revokedAt.isAfter(revokedAfter)
                && revokedAt.isBefore(revokedBefore)
                && notAfter.isAfter(expireAfter)
                && notAfter.isBefore(expireBefore);
    }

    private static Instant bound(@Nullable String given, Instant otherwise) throws CaException {
        if (given == null || given.isEmpty()) {
            return otherwise;
        }
        try {
            Instant bound = OffsetDateTime.parse(given).toInstant();
            return bound.equals(GO_ZERO) ? otherwise : bound;
        } catch (DateTimeParseException e) {
            throw new CaException(
                    400, CaErrorCode.BAD_BODY, "Invalid request body: '%.40s' is no RFC 3339 time".formatted(given));
        }
    }
}
