package org.touchmark.domain.party;

import java.util.Optional;
import java.util.Set;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gln;

/**
 * Who signed a proposal, as its certificate says.
 *
 * @param msp the organisation whose CA issued the certificate; Fabric has checked the chain
 * @param gln attribute {@code touchmark.gln}; any organisation's CA can write any, so it is a claim only
 * @param roles attribute {@code touchmark.role}, a claim as well
 * @param key SHA-256 of the certificate's SubjectPublicKeyInfo
 * @param certificate the certificate itself, in DER: what the caller claims, it claims with this one
 */
public record Caller(MspId msp, Optional<Gln> gln, Set<Role> roles, Bytes key, Bytes certificate) {
    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Who the caller is within its organisation: its GLN, or its key where it stands for no party. */
    public String owner() {
        return gln.map(Gln::digits).orElseGet(key::hex);
    }

    /**
     * Refuses a caller whose certificate does not carry a role.
     *
     * @throws RefusedException ROLE_MISSING
     */
    public void requireRole(Role role) {
        if (!roles.contains(role)) {
            throw new RefusedException(
                    ErrorCode.ROLE_MISSING,
                    "the caller's certificate from " + msp + " does not carry touchmark.role=" + role.wire());
        }
    }
}
