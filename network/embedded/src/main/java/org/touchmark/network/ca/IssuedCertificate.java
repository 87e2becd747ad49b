package org.touchmark.network.ca;

import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A certificate in a CA's books.
 *
 * @param holder the enrolment id
 * @param revokedAt null while it is good
 */
record IssuedCertificate(
        BigInteger serial,
        String holder,
        Instant notAfter,
        @Nullable Instant revokedAt) {}
