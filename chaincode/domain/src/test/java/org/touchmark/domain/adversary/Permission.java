package org.touchmark.domain.adversary;

import java.util.Set;

/** Who may do what to what is his own and to what is another's: the promised table once more, to hold the ledger against. */
enum Permission {
    LABEL_KEY("brand", ""),
    BATCH("brand", ""),
    CONTAINER(Permission.HANDLERS, ""),
    HAND_OFF(Permission.HANDLERS, ""),
    LAPSE(Permission.PARTIES, ""),
    SOLD("brand retailer marketplace", ""),
    DECOMMISSIONED(Permission.HANDLERS, ""),
    STOLEN(Permission.HANDLERS, ""),
    RECALLED("brand", "inspector"),
    DESTROYED(Permission.HANDLERS, ""),
    SAMPLE(Permission.HANDLERS, "inspector"),
    EXPORTED("brand distributor", ""),
    FOUND(Permission.HANDLERS, "inspector"),
    UNDO(Permission.PARTIES, ""),
    ADVANCE(Permission.PARTIES, Permission.PARTIES);

    private static final String HANDLERS = "brand distributor retailer marketplace";
    private static final String PARTIES = HANDLERS + " inspector";

    private final String own;
    private final String foreign;

    Permission(String own, String foreign) {
        this.own = own;
        this.foreign = foreign;
    }

    boolean allows(Set<String> roles, boolean ofOwn) {
        return roles.stream().anyMatch(Set.of((ofOwn ? own : foreign).split(" "))::contains);
    }
}
