package org.touchmark.domain.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a run of mutation tests comes to, once the mutants are left out that change nothing and are listed with the reason
 * why. A listed one that a test kills after all is a mistake in the list, and as bad as too many survivors.
 */
record Survivors(List<Mutant> mutants, List<Listed> listed) {
    private static final Pattern ROW = Pattern.compile("\\| `(.+?)` \\| `(.+)` \\| (\\w+) \\| (.+) \\|");

    /** What became of a mutant. */
    enum Fate {
        /** A test failed, or ran out of memory. */
        KILLED,
        /** A test did not end: the mutant loops, or else the machine was busy. Counts as killed. */
        TIMED_OUT,
        SURVIVED,
        /**
         * The JVM did not take the changed class, or died, so no test judged it; PIT calls it killed.
         */
        NOT_TRIED
    }

    /**
     * A change of one instruction.
     *
     * @param inClass from the package below the domain's, such as {@code merkle.MerkleTree$Builder}
     * @param line the source line's text, which stays when the lines before it change
     * @param mutator PIT's name for the kind of change
     */
    record Mutant(String inClass, String line, String mutator, Fate fate) {
        boolean killed() {
            return fate == Fate.KILLED || fate == Fate.TIMED_OUT;
        }

        boolean survived() {
            return fate == Fate.SURVIVED;
        }

        String inPackage() {
            return inClass.substring(0, inClass.indexOf('.'));
        }

        @Override
        public String toString() {
            return "`" + inClass + "` | `" + line.replace("|", "\\|") + "` | " + mutator;
        }
    }

    /** A mutant that the list says changes nothing, and why. */
    record Listed(String inClass, String line, String mutator, String reason) {
        boolean is(Mutant mutant) {
            return inClass.equals(mutant.inClass()) && line.equals(mutant.line()) && mutator.equals(mutant.mutator());
        }
    }

    Survivors {
        mutants = List.copyOf(mutants);
        listed = List.copyOf(listed);
    }

    /** The rows of the list's table: class, line, mutator, reason. One row is one mutant. */
    static List<Listed> list(String markdown) {
        return markdown.lines()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> new Listed(row.group(1), row.group(2).replace("\\|", "|"), row.group(3), row.group(4)))
                .toList();
    }

    /** Survivors that are not listed. */
    List<Mutant> unexplained() {
        List<Listed> left = new ArrayList<>(listed);
        return mutants.stream()
                .filter(Mutant::survived)
                .filter(mutant -> left.stream()
                        .filter(row -> row.is(mutant))
                        .findFirst()
                        .filter(left::remove)
                        .isEmpty())
                .toList();
    }

    /** Listed mutants of the classes that were mutated, which a test killed, or which are no longer made. */
    List<Listed> outdated() {
        Set<String> seen = mutants.stream().map(Mutant::inClass).collect(Collectors.toSet());
        List<Mutant> left = new ArrayList<>(mutants.stream()
                .filter(mutant -> mutant.survived() || mutant.fate() == Fate.TIMED_OUT)
                .toList());
        return listed.stream()
                .filter(row -> seen.contains(row.inClass()))
                .filter(row -> left.stream()
                        .filter(row::is)
                        .findFirst()
                        .filter(left::remove)
                        .isEmpty())
                .toList();
    }

    /** Whether so many percent of the mutants that change something are killed, and the list is right. */
    boolean passes(int percent) {
        return outdated().isEmpty() && killed(mutants) * 100L >= (long) percent * counted(mutants, unexplained());
    }

    /** Each package's figures, then what survived without a reason, and what is listed without one. */
    String report() {
        List<Mutant> unexplained = unexplained();
        Map<String, List<Mutant>> packages =
                mutants.stream().collect(Collectors.groupingBy(Mutant::inPackage, TreeMap::new, Collectors.toList()));
        packages.put("all", mutants);
        StringBuilder out = new StringBuilder();
        packages.forEach((name, all) -> {
            List<Mutant> survived = name.equals("all") ? unexplained : in(name, unexplained);
            long counted = counted(all, survived);
            out.append(String.format(
                    "%-10s %5d mutants, %d not tried, %d listed as changing nothing; of the other %d killed %d, %.1f %%%n",
                    name,
                    all.size(),
                    notTried(all),
                    all.size() - notTried(all) - counted,
                    counted,
                    killed(all),
                    100.0 * killed(all) / Math.max(1, counted)));
        });
        unexplained.forEach(mutant -> out.append("survived: ").append(mutant).append('\n'));
        outdated()
                .forEach(row -> out.append("listed, but killed or no longer there: ")
                        .append(row)
                        .append('\n'));
        return out.toString();
    }

    private static List<Mutant> in(String name, List<Mutant> of) {
        return of.stream().filter(mutant -> mutant.inPackage().equals(name)).toList();
    }

    private static long killed(List<Mutant> of) {
        return of.stream().filter(Mutant::killed).count();
    }

    private static long notTried(List<Mutant> of) {
        return of.stream().filter(mutant -> mutant.fate() == Fate.NOT_TRIED).count();
    }

    private static long counted(List<Mutant> of, List<Mutant> unexplained) {
        return killed(of) + unexplained.size();
    }
}
