package org.touchmark.domain.adversary;

import java.time.Instant;
import java.util.List;

/** What a call should do, in the model. */
interface Act {
    /** Objects to what should not happen, at a transaction's time. */
    void require(Model model, Instant time);

    /** Lets it happen. */
    void happen(Model model, Instant time);

    /** Names of goods whose answers should be looked at afterwards. */
    default List<String> touches() {
        return List.of();
    }
}
