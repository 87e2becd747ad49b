package org.touchmark.domain.answer;

import org.touchmark.domain.codec.JsonObject;

/**
 * One thing that was not established, so that nobody takes an answer for more than it is.
 *
 * @param code for programs, lower case with hyphens
 * @param text for people, one plain sentence
 */
public record Gap(String code, String text) {
    static final Gap FIRST_COPY = new Gap(
            "first-copy", "That this is the first label with this code: a copied label copies its signature as well.");
    static final Gap ONE_OPERATOR = new Gap(
            "one-operator", "That the ledger has independent keepers: one operator holds every organisation's keys.");
    static final Gap PREFIX_HOLDER = new Gap(
            "prefix-holder",
            "That this number range is the brand's: only the gateway's word tells us that the organisations said so.");
    static final Gap PARTIES = new Gap(
            "parties",
            "That each company's certificate is the one that the ledger binds it to: only the gateway's word tells us.");
    static final Gap NEWEST_VIEW = new Gap(
            "newest-view",
            "That nothing has happened since, and that no report was left out: the gateway chose what it showed.");
    static final Gap CUSTODY =
            new Gap("custody", "Who holds the unit, and whose hands it went through: the gateway did not say.");
    static final Gap CONTAINMENT = new Gap(
            "containment",
            "That the unit was in the containers that it is shown to have travelled in: only the gateway's word tells us.");
    static final Gap LABEL_UNSIGNED =
            new Gap("label-unsigned", "Anything without a network: this kind of label carries no signature.");
    static final Gap SERIAL = new Gap(
            "serial",
            "That no unit bears this serial: the ledger knows units by digests, and this label carries no secret to compute"
                    + " every one with.");
    static final Gap UNSIGNED_FIELDS = new Gap(
            "unsigned-fields",
            "What the code says beside GTIN, lot, serial and expiry: its signature does not cover it.");

    public static Gap fromJson(JsonObject json) {
        json.requireOnly("code", "text");
        return new Gap(json.text("code"), json.text("text"));
    }

    public JsonObject toJson() {
        return JsonObject.builder().put("code", code).put("text", text).build();
    }
}
