package org.touchmark.gateway.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.JsonArray;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.CompanyPrefix;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.party.Admission;
import org.touchmark.domain.party.PrefixChange;
import org.touchmark.gateway.ledger.PartyLedger;
import org.touchmark.gateway.ledger.Registry;

/** Reading who is a party and who holds a prefix. Votes are an operator's matter: {@code gateway/party}. */
final class PartyRoutes {
    /** No form is called so: the one that stands. */
    private static final int PRESENT = 0;

    private final Authentication authentication;

    PartyRoutes(Authentication authentication) {
        this.authentication = authentication;
    }

    void install(RoutesConfig routes) {
        routes.get("/api/v1/parties/{gln}", this::party);
        routes.get("/api/v1/prefixes/{prefix}", this::prefix);
    }

    private void party(Context ctx) {
        Registry registry = new Registry(authentication.require(ctx).ledger());
        Gln gln = new Gln(ctx.pathParam("gln"));
        int version = Requests.number(ctx, "version", PRESENT);
        Admission admission = (version == PRESENT ? registry.party(gln) : registry.party(gln, version))
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.PARTY_UNKNOWN,
                        "no party with GLN " + gln + " is admitted"
                                + (version == PRESENT ? "" : ", or it never had a form " + version)));
        ctx.contentType(ContentType.APPLICATION_JSON).result(admission.toJson().toString());
    }

    private void prefix(Context ctx) {
        PartyLedger ledger = new PartyLedger(authentication.require(ctx).ledger());
        CompanyPrefix prefix = new CompanyPrefix(ctx.pathParam("prefix"));
        JsonArray holders = JsonArray.of(ledger.prefixHistory(prefix), PrefixChange::toJson);
        ctx.contentType(ContentType.APPLICATION_JSON).result(CanonicalJson.write(holders));
    }
}
