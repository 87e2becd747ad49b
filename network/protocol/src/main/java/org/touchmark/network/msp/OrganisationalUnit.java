package org.touchmark.network.msp;

import com.google.protobuf.ByteString;

/**
 * An organisational unit of a certificate, with the CA that vouches for it.
 *
 * @param name such as {@code client}
 * @param certifiers SHA-256 over the certificates above the member's, or empty for any (msp/mspimpl.go,
 *     getCertificationChainIdentifier)
 */
record OrganisationalUnit(String name, ByteString certifiers) {
    /** Whether a certificate's unit is this configured one. */
    boolean admits(OrganisationalUnit held) {
        return name.equals(held.name) && (certifiers.isEmpty() || certifiers.equals(held.certifiers));
    }
}
