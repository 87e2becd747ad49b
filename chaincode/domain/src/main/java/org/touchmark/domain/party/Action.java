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
 * <p>Each action says what is acted on and when that is the actor's own, and names the roles that may do it to what is their
 * own, the roles that may do it to what is another's, and the code with which an owner's role is turned away from what is
 * another's. A role without a place in the row is turned away with {@link ErrorCode#ROLE_MISSING}.
 */
public enum Action {
    FOUND("a consortium that the admin's organisation is of", of(ADMIN), none(), ErrorCode.ROLE_MISSING),
    PROPOSE(Own.CONSORTIUM, of(ADMIN), none(), ErrorCode.ROLE_MISSING),
    VOTE(Own.CONSORTIUM, of(ADMIN), none(), ErrorCode.ROLE_MISSING),
    SUSPEND(Own.CONSORTIUM, of(ADMIN), none(), ErrorCode.ROLE_MISSING),
    REINSTATE(Own.CONSORTIUM, of(ADMIN), none(), ErrorCode.ROLE_MISSING),

    REGISTER_LABEL_KEY("a label key; own: the brand's", of(BRAND), none(), ErrorCode.NOT_A_PARTY),
    REVOKE_LABEL_KEY("a label key; own: the brand's", of(BRAND), none(), ErrorCode.NOT_A_PARTY),

    OPEN_BATCH(
            "a batch; own: the brand holds the prefixes of its GTIN and of its plan's containers",
            of(BRAND),
            none(),
            ErrorCode.PREFIX_NOT_OWNED),
    ADD_PAGES(Own.OPENED, of(BRAND), none(), ErrorCode.PREFIX_NOT_OWNED),
    SEAL_CHUNK(Own.OPENED, of(BRAND), none(), ErrorCode.PREFIX_NOT_OWNED),
    SEAL_BATCH(Own.OPENED, of(BRAND), none(), ErrorCode.PREFIX_NOT_OWNED),
    ABANDON_BATCH(
            "a batch; own: the brand opened it, whoever holds its prefixes now",
            of(BRAND),
            none(),
            ErrorCode.PREFIX_NOT_OWNED),

    CREATE_CONTAINER(
            "a container; own: of a prefix that the party holds", handlers(), none(), ErrorCode.PREFIX_NOT_OWNED),
    PACK("a container and what goes into it; own: " + Own.HELD, handlers(), none(), ErrorCode.NOT_CUSTODIAN),
    UNPACK("a container and what is taken out of it; own: " + Own.HELD, handlers(), none(), ErrorCode.NOT_CUSTODIAN),
    SEAL_CONTAINER("a container; own: " + Own.HELD, handlers(), none(), ErrorCode.NOT_CUSTODIAN),
    UNSEAL_CONTAINER("a container; own: " + Own.HELD, handlers(), none(), ErrorCode.NOT_CUSTODIAN),

    OFFER("units and containers; own: " + Own.HELD, handlers(), none(), ErrorCode.NOT_CUSTODIAN),
    ACCEPT("a hand-off; own: offered to the party", handlers(), none(), ErrorCode.NOT_RECEIVER),
    REFUSE("a hand-off; own: offered to the party", handlers(), none(), ErrorCode.NOT_RECEIVER),
    CANCEL("a hand-off; own: offered by the party", handlers(), none(), ErrorCode.NOT_SENDER),
    LAPSE(
            "a hand-off whose deadline has passed; own: offered by or to the party",
            parties(),
            none(),
            ErrorCode.NOT_SENDER),

    REPORT_SOLD("a unit; own: " + Own.UNSOLD, of(BRAND, RETAILER, MARKETPLACE), none(), ErrorCode.STATUS_FOREIGN),
    REPORT_DECOMMISSIONED(
            "a unit; own: " + Own.UNSOLD + ", or of the brand's batch", handlers(), none(), ErrorCode.STATUS_FOREIGN),
    REPORT_STOLEN(
            "a unit or container; own: " + Own.UNSOLD + ", or of the brand's batch, or as planned in it",
            handlers(),
            none(),
            ErrorCode.STATUS_FOREIGN),
    REPORT_RECALLED(
            "a unit, a container or a batch; own: the brand sealed the batch, whoever holds its prefix now, or planned the"
                    + " container in it, whose contents nobody has changed. An inspector recalls anyone's: so also those of"
                    + " a brand that is suspended, or no brand any more",
            of(BRAND),
            of(INSPECTOR),
            ErrorCode.STATUS_FOREIGN),
    REPORT_DESTROYED("a unit or container; own: " + Own.UNSOLD, handlers(), none(), ErrorCode.STATUS_FOREIGN),
    REPORT_SAMPLE(
            "a unit; own: " + Own.UNSOLD + ". An inspector takes samples of anyone's",
            handlers(),
            of(INSPECTOR),
            ErrorCode.STATUS_FOREIGN),
    REPORT_EXPORTED(
            "a unit or container; own: " + Own.UNSOLD, of(BRAND, DISTRIBUTOR), none(), ErrorCode.STATUS_FOREIGN),
    REPORT_FOUND(
            "a stolen unit or container; own: the party alone reported it so. An inspector finds anyone's",
            handlers(),
            of(INSPECTOR),
            ErrorCode.STATUS_FOREIGN),
    UNDO_REPORT("a report; own: made by the party", parties(), none(), ErrorCode.NOT_REPORTER),

    ADVANCE_EPOCH("the epoch, which is everybody's", parties(), parties(), ErrorCode.ROLE_MISSING);

    /** What several actions share. */
    private static final class Own {
        static final String CONSORTIUM =
                "a party of any organisation; own: a consortium that the admin's organisation is of";
        static final String OPENED =
                "a batch; own: the brand opened it, and holds the prefixes of its GTIN and of its plan still";
        static final String HELD = "in the party's custody";
        static final String UNSOLD = "in the party's custody, until it is sold";
    }

    private final String whatIsOwn;

    // Both are made by Set.copyOf, which the checker can't see.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Role> own;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Role> foreign;

    private final ErrorCode turnedAway;

    Action(String whatIsOwn, Set<Role> own, Set<Role> foreign, ErrorCode turnedAway) {
        this.whatIsOwn = whatIsOwn;
        this.own = Set.copyOf(own);
        this.foreign = Set.copyOf(foreign);
        this.turnedAway = turnedAway;
    }

    /** Whose a thing is that somebody acts on. */
    public enum Whose {
        OWN,
        FOREIGN
    }

    /** What is acted on, and when it is the actor's own; a phrase for people. */
    public String whatIsOwn() {
        return whatIsOwn;
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

    /** The code with which whoever may do this to its own is turned away from what is another's. */
    ErrorCode turnedAway() {
        return turnedAway;
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
