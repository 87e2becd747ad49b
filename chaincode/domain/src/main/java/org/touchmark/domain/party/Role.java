package org.touchmark.domain.party;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/** What a party does with units; in certificates and on the wire in lower case. */
public enum Role {
    BRAND,
    DISTRIBUTOR,
    RETAILER,
    INSPECTOR,
    MARKETPLACE,
    ADMIN;

    /** Its name in certificates and in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role with this wire name.
     *
     * @throws RefusedException ARGUMENT_INVALID
     */
    public static Role parse(String wire) {
        return Arrays.stream(values())
                .filter(role -> role.wire().equals(wire))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.ARGUMENT_INVALID,
                        "role \"" + wire + "\" is none of "
                                + Arrays.stream(values()).map(Role::wire).collect(Collectors.joining(", "))));
    }
}
