package org.touchmark.domain.batch;

import java.util.List;
import org.touchmark.domain.codec.JsonObject;

/**
 * What a batch lacks before it can be sealed.
 *
 * @param missing the pages that are not on the ledger yet
 * @param pages how many the batch has
 * @param chunks the runs of pages that {@code batch:SealChunk} has not folded yet; none where sealing does it by itself
 */
public record PagesMissing(List<Integer> missing, int pages, List<Integer> chunks) {
    public PagesMissing {
        missing = List.copyOf(missing);
        chunks = List.copyOf(chunks);
    }

    public static PagesMissing fromJson(JsonObject json) {
        json.requireOnly("missing", "pages", "chunks");
        return new PagesMissing(
                integers(json, "missing"), json.integer("pages", 1, PageLayout.MAX_PAGES), integers(json, "chunks"));
    }

    private static List<Integer> integers(JsonObject json, String name) {
        return json.numbers(name).stream().map(Math::toIntExact).toList();
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .putNumbers("missing", missing)
                .put("pages", pages)
                .putNumbers("chunks", chunks)
                .build();
    }
}
