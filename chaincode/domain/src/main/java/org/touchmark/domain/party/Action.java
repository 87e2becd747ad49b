package org.touchmark.domain.party;

import static org.touchmark.domain.party.Role.ADMIN;
import static org.touchmark.domain.party.Role.BRAND;
import static org.touchmark.domain.party.Role.DISTRIBUTOR;
import static org.touchmark.domain.party.Role.INSPECTOR;
import static org.touchmark.domain.party.Role.MARKETPLACE;
import static org.touchmark.domain.party.Role.RETAILER;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.touchmark.domain.error.ErrorCode;

/**
 * Who may do what: the one table, asked by every rule that writes, and walked whole by the tests.
 *
 * <p>Each action names the roles that may do it to what is their own, the roles that may do it to what is another's, and
 * the code with which an owner's role is turned away from what is another's. What "own" means stands with the action. A
 * role without a place in the row is turned away with {@link ErrorCode#ROLE_MISSING}.
 */
public enum Action {
    /** A consortium; own: one that the admin's organisation is of. */
    FOUND(of(ADMIN), none(), ErrorCode.ROLE_MISSING),
    /** A party of any organisation; own: a consortium that the admin's organisation is of. */
    PROPOSE(of(ADMIN), none(), ErrorCode.ROLE_MISSING),
    /** As {@link #PROPOSE}. */
    VOTE(of(ADMIN), none(), ErrorCode.ROLE_MISSING),
    /** As {@link #PROPOSE}. */
    SUSPEND(of(ADMIN), none(), ErrorCode.ROLE_MISSING),
    /** As {@link #PROPOSE}. */
    REINSTATE(of(ADMIN), none(), ErrorCode.ROLE_MISSING),

    /** A label key; own: the brand's. */
    REGISTER_LABEL_KEY(of(BRAND), none(), ErrorCode.NOT_A_PARTY),
    /** As {@link #REGISTER_LABEL_KEY}. */
    REVOKE_LABEL_KEY(of(BRAND), none(), ErrorCode.NOT_A_PARTY),

    /** A batch; own: of a GTIN whose prefix the brand holds, as it holds those of the plan's containers. */
    OPEN_BATCH(of(BRAND), none(), ErrorCode.PREFIX_NOT_OWNED),
    /** A batch; own: the brand opened it, and holds the prefixes of its GTIN and of its plan still. */
    ADD_PAGES(of(BRAND), none(), ErrorCode.PREFIX_NOT_OWNED),
    /** As {@link #ADD_PAGES}. */
    SEAL_CHUNK(of(BRAND), none(), ErrorCode.PREFIX_NOT_OWNED),
    /** As {@link #ADD_PAGES}. */
    SEAL_BATCH(of(BRAND), none(), ErrorCode.PREFIX_NOT_OWNED),
    /** A batch; own: the brand opened it, whoever holds its prefixes now. */
    ABANDON_BATCH(of(BRAND), none(), ErrorCode.PREFIX_NOT_OWNED),

    /** A container; own: of a prefix that the party holds. */
    CREATE_CONTAINER(handlers(), none(), ErrorCode.PREFIX_NOT_OWNED),
    /** A container and what goes into it; own: in the party's custody. */
    PACK(handlers(), none(), ErrorCode.NOT_CUSTODIAN),
    /** As {@link #PACK}. */
    UNPACK(handlers(), none(), ErrorCode.NOT_CUSTODIAN),
    /** As {@link #PACK}. */
    SEAL_CONTAINER(handlers(), none(), ErrorCode.NOT_CUSTODIAN),
    /** As {@link #PACK}. */
    UNSEAL_CONTAINER(handlers(), none(), ErrorCode.NOT_CUSTODIAN),

    /** Units and containers; own: in the party's custody. */
    OFFER(handlers(), none(), ErrorCode.NOT_CUSTODIAN),
    /** A hand-off; own: offered to the party. */
    ACCEPT(handlers(), none(), ErrorCode.NOT_RECEIVER),
    /** As {@link #ACCEPT}. */
    REFUSE(handlers(), none(), ErrorCode.NOT_RECEIVER),
    /** A hand-off; own: offered by the party. */
    CANCEL(handlers(), none(), ErrorCode.NOT_SENDER),
    /** A hand-off whose deadline has passed; own: offered by or to the party. */
    LAPSE(parties(), none(), ErrorCode.NOT_SENDER),

    /** A unit; own: in the party's custody, until it is sold. */
    REPORT_SOLD(of(BRAND, RETAILER, MARKETPLACE), none(), ErrorCode.STATUS_FOREIGN),
    /** A unit; own: in the party's custody, until it is sold, or of its batch. */
    REPORT_DECOMMISSIONED(handlers(), none(), ErrorCode.STATUS_FOREIGN),
    /** A unit or container; own: in the party's custody, until it is sold, or of its batch, or as planned in it. */
    REPORT_STOLEN(handlers(), none(), ErrorCode.STATUS_FOREIGN),
    /**
     * A unit, a container or a batch; own: the brand sealed the batch, whoever holds its prefix now, or planned the container
     * in it, which nobody has opened since. An inspector recalls anyone's: so also those of a brand that is suspended, or no
     * brand any more.
     */
    REPORT_RECALLED(of(BRAND), of(INSPECTOR), ErrorCode.STATUS_FOREIGN),
    /** A unit or container; own: in the party's custody, until it is sold. */
    REPORT_DESTROYED(handlers(), none(), ErrorCode.STATUS_FOREIGN),
    /** A unit; own: in the party's custody, until it is sold. An inspector takes samples of anyone's. */
    REPORT_SAMPLE(handlers(), of(INSPECTOR), ErrorCode.STATUS_FOREIGN),
    /** A unit or container; own: in the party's custody. */
    REPORT_EXPORTED(of(BRAND, DISTRIBUTOR), none(), ErrorCode.STATUS_FOREIGN),
    /** A stolen unit or container; own: reported so by the party. An inspector finds anyone's. */
    REPORT_FOUND(handlers(), of(INSPECTOR), ErrorCode.STATUS_FOREIGN),
    /** A report; own: made by the party. */
    UNDO_REPORT(parties(), none(), ErrorCode.NOT_REPORTER),

    /** The epoch, which is everybody's. */
    ADVANCE_EPOCH(parties(), parties(), ErrorCode.ROLE_MISSING);

    // Both are made by Set.copyOf, which the checker can't see.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Role> own;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Role> foreign;

    private final ErrorCode turnedAway;

    Action(Set<Role> own, Set<Role> foreign, ErrorCode turnedAway) {
        this.own = Set.copyOf(own);
        this.foreign = Set.copyOf(foreign);
        this.turnedAway = turnedAway;
    }

    /** Whose a thing is that somebody acts on. */
    public enum Whose {
        OWN,
        FOREIGN
    }

    /** Whether a role may do this to its own or to another's. */
    public boolean permits(Role role, Whose whose) {
        return roles(whose).contains(role);
    }

    /** The roles that may do this to their own or to another's. */
    public Set<Role> roles(Whose whose) {
        return whose == Whose.OWN ? own : foreign;
    }

    /** The code with which a party in this role is turned away. */
    public ErrorCode refusal(Role role, Whose whose) {
        boolean knowsTheAction = own.contains(role) || foreign.contains(role);
        return knowsTheAction && whose == Whose.FOREIGN ? turnedAway : ErrorCode.ROLE_MISSING;
    }

    private static Set<Role> of(Role first, Role... more) {
        return EnumSet.of(first, more);
    }

    private static Set<Role> none() {
        return EnumSet.noneOf(Role.class);
    }

    /** Those through whose hands goods go. */
    private static Set<Role> handlers() {
        return EnumSet.of(BRAND, DISTRIBUTOR, RETAILER, MARKETPLACE);
    }

    private static Set<Role> parties() {
        Set<Role> all = EnumSet.noneOf(Role.class);
        Arrays.stream(Role.values()).filter(role -> role != ADMIN).forEach(all::add);
        return all;
    }
}
