package org.touchmark.domain.batch;

import java.util.List;
import org.touchmark.domain.codec.JsonObject;

/** What a call that adds pages did: which pages are new, and which lay there already with the same bytes. */
public record PagesAdded(List<Integer> added, List<Integer> unchanged) {
    public PagesAdded {
        added = List.copyOf(added);
        unchanged = List.copyOf(unchanged);
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .putNumbers("added", added)
                .putNumbers("unchanged", unchanged)
                .build();
    }
}
