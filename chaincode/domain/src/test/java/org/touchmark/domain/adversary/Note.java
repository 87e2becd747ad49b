package org.touchmark.domain.adversary;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A report that was made.
 *
 * @param subject the name of the unit, the container or the batch
 * @param signature in base64: no two reports have the same
 * @param clears of a find: the subjects whose thefts it ends
 * @param at the timestamp of its transaction
 */
record Note(String subject, String status, String by, String signature, Set<String> clears, Instant at) {
    private static final Map<String, Set<String>> NEXT = Map.of(
            "active", Set.of("exported", "sample", "sold", "decommissioned", "destroyed"),
            "exported", Set.of("sample", "sold", "decommissioned", "destroyed"),
            "sample", Set.of("decommissioned", "destroyed"),
            "sold", Set.of("decommissioned", "destroyed"),
            "decommissioned", Set.of("destroyed"),
            "destroyed", Set.of());

    Note {
        clears = Set.copyOf(clears);
    }

    /** What a list of reports, the oldest first, comes to. */
    record Sum(String life, List<Note> thefts, boolean recalled) {
        static Sum of(List<Note> notes) {
            String life = "active";
            List<Note> thefts = new ArrayList<>();
            boolean recalled = false;
            for (Note note : notes) {
                life = NEXT.get(life).contains(note.status) ? note.status : life;
                recalled |= note.status.equals("recalled");
                if (note.status.equals("stolen")) {
                    thefts.add(note);
                }
                thefts.removeIf(theft -> note.clears.contains(theft.subject));
            }
            return new Sum(life, thefts, recalled);
        }

        /** All that hinders, in one word each. */
        Set<String> hindrances() {
            Set<String> all = new HashSet<>(Set.of(life));
            if (!thefts.isEmpty()) {
                all.add("stolen");
            }
            if (recalled) {
                all.add("recalled");
            }
            return all;
        }

        /** Whether a status may follow. */
        boolean leadsTo(String status) {
            return switch (status) {
                case "stolen" -> thefts.isEmpty();
                case "found" -> !thefts.isEmpty();
                case "recalled" -> !recalled;
                default -> NEXT.get(life).contains(status);
            };
        }

        Set<String> victims() {
            return thefts.stream().map(Note::by).collect(Collectors.toSet());
        }

        Set<String> stolen() {
            return thefts.stream().map(Note::subject).collect(Collectors.toSet());
        }

        /** What a buyer has to be told. */
        static Set<String> warnings(List<Note> notes) {
            List<Note> open = of(notes).thefts;
            return notes.stream()
                    .filter(note -> !note.status.equals("found"))
                    .filter(note -> !note.status.equals("stolen") || open.contains(note))
                    .map(Note::status)
                    .collect(Collectors.toSet());
        }
    }
}
