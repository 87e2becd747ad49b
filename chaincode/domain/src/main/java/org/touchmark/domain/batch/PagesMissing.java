package org.touchmark.domain.batch;

import java.util.List;
import org.touchmark.domain.codec.JsonObject;

/** Which of a batch's pages are not on the ledger yet. */
public record PagesMissing(List<Integer> missing, int pages) {
    public PagesMissing {
        missing = List.copyOf(missing);
    }

    public static PagesMissing fromJson(JsonObject json) {
        return new PagesMissing(
                json.numbers("missing").stream().map(Math::toIntExact).toList(),
                json.integer("pages", 1, PageLayout.MAX_PAGES));
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .putNumbers("missing", missing)
                .put("pages", pages)
                .build();
    }
}
