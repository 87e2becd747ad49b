package org.touchmark.domain.party;

import java.util.List;
import java.util.TreeSet;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/** The organisations whose votes admit parties, in the order of their names. */
public record Consortium(List<MspId> members) {
    /** More organisations than any channel that we know of. */
    public static final int MAX_MEMBERS = 64;

    public Consortium {
        TreeSet<MspId> sorted = new TreeSet<>(members);
        if (sorted.isEmpty() || members.size() > MAX_MEMBERS || sorted.size() != members.size()) {
            throw new RefusedException(
                    ErrorCode.ARGUMENT_INVALID,
                    "a consortium is 1 to " + MAX_MEMBERS + " different MSP ids, got " + members.size());
        }
        members = List.copyOf(sorted);
    }

    /** How many votes admit: more than half of the organisations. */
    public int majority() {
        return members.size() / 2 + 1;
    }

    public static Consortium fromJson(JsonObject json) {
        return new Consortium(json.texts("msps").stream().map(MspId::new).toList());
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .putTexts("msps", members.stream().map(MspId::value).toList())
                .build();
    }
}
