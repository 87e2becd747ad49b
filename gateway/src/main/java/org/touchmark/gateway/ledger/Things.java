package org.touchmark.gateway.ledger;

import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.custody.Consignment;

/** Units and containers as the contract is given them. */
final class Things {
    private Things() {}

    static String text(Consignment things) {
        return things.write(JsonObject.builder()).build().toString();
    }
}
