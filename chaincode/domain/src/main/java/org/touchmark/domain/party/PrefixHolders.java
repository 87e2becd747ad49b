package org.touchmark.domain.party;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.CompanyPrefix;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.ledger.LedgerKey;
import org.touchmark.domain.ledger.LedgerState;

/**
 * Who holds which GS1 company prefix, with no two holders where one prefix begins with the other.
 *
 * <p>A range read would find longer prefixes, but a transaction that writes must not do one. So each admission also
 * marks every beginning of its prefixes with its holder.
 */
final class PrefixHolders {
    private static final String HELD = "prefix";
    private static final String BEGINNING = "prefix-beginning";
    private final LedgerState state;

    PrefixHolders(LedgerState state) {
        this.state = state;
    }

    /**
     * Refuses prefixes that overlap with another holder's.
     *
     * @throws RefusedException PREFIX_TAKEN
     */
    void requireFree(Party party) {
        party.prefixes().forEach(prefix -> requireFree(prefix, party.gln()));
    }

    private void requireFree(CompanyPrefix prefix, Gln gln) {
        Stream<String> shorterOrSame = Stream.concat(beginnings(prefix), Stream.of(prefix.digits()))
                .map(held -> LedgerKey.of(HELD, held))
                .flatMap(key -> holders(key).stream());
        Stream<String> longer = holders(LedgerKey.of(BEGINNING, prefix.digits())).stream();
        Stream.concat(shorterOrSame, longer)
                .filter(holder -> !holder.equals(gln.digits()))
                .findFirst()
                .ifPresent(holder -> {
                    throw new RefusedException(
                            ErrorCode.PREFIX_TAKEN,
                            "company prefix " + prefix.digits() + " overlaps with one of party " + holder);
                });
    }

    /** Notes a party's prefixes, and takes from it what it had before and has no longer. */
    void record(List<CompanyPrefix> before, Party party) {
        String gln = party.gln().digits();
        before.stream()
                .filter(prefix -> !party.prefixes().contains(prefix))
                .forEach(prefix -> write(key(prefix), Set.of()));
        party.prefixes().stream()
                .filter(prefix -> !before.contains(prefix))
                .forEach(prefix -> write(key(prefix), Set.of(gln)));
        // Collected first: two prefixes of one party may share a beginning, and a read does not see the write before.
        Set<String> has = beginnings(party.prefixes());
        Set<String> touched = new TreeSet<>(beginnings(before));
        touched.addAll(has);
        for (String beginning : touched) {
            LedgerKey key = LedgerKey.of(BEGINNING, beginning);
            TreeSet<String> holders = new TreeSet<>(holders(key));
            boolean changed = has.contains(beginning) ? holders.add(gln) : holders.remove(gln);
            if (changed) {
                write(key, holders);
            }
        }
    }

    /** Who has held a prefix, oldest first. In evaluations only. */
    List<PrefixChange> history(CompanyPrefix prefix) {
        return state.history(key(prefix)).stream().map(PrefixChange::of).toList();
    }

    private static LedgerKey key(CompanyPrefix prefix) {
        return LedgerKey.of(HELD, prefix.digits());
    }

    private static Set<String> beginnings(List<CompanyPrefix> prefixes) {
        return prefixes.stream().flatMap(PrefixHolders::beginnings).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> beginnings(CompanyPrefix prefix) {
        String digits = prefix.digits();
        return IntStream.range(CompanyPrefix.MIN_LENGTH, digits.length()).mapToObj(end -> digits.substring(0, end));
    }

    private List<String> holders(LedgerKey key) {
        return state.getJson(key).map(json -> json.texts("glns")).orElse(List.of());
    }

    private void write(LedgerKey key, Set<String> glns) {
        state.putJson(
                key,
                JsonObject.builder()
                        .putTexts("glns", glns.stream().sorted().toList())
                        .build());
    }
}
