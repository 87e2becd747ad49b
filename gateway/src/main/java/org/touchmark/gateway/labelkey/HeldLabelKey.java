package org.touchmark.gateway.labelkey;

import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.label.LabelKey;

/**
 * A registered label key, and what it is to this gateway.
 *
 * @param key the key as the ledger has it
 * @param held whether its private half is here
 * @param current whether new batches are labelled with it
 */
public record HeldLabelKey(LabelKey key, boolean held, boolean current) {

    /**
     * The key's own members, and {@code held} and {@code current}.
     *
     * @return a JSON object
     */
    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder();
        key.toJson().members().forEach(json::put);
        return json.put("held", held).put("current", current).build();
    }
}
