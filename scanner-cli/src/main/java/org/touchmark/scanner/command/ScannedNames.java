package org.touchmark.scanner.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.touchmark.domain.scan.Doubles;

/** Lists that were scanned: what came twice counts once, and is said. */
final class ScannedNames {

    private ScannedNames() {}

    /** Tells which texts name nothing new; they stay in the list, whose places others speak of. */
    static List<String> told(String what, List<String> texts, PrintWriter err) {
        List<Doubles.Repeat> doubles = Doubles.of(texts);
        if (!doubles.isEmpty()) {
            err.println(Doubles.said(what, doubles));
            err.flush();
        }
        return texts;
    }

    /**
     * The texts that name something new, in their order.
     *
     * @param what what one of them is called, such as "line"
     * @param texts the texts
     * @param err where doubles are told
     */
    static List<String> once(String what, List<String> texts, PrintWriter err) {
        told(what, texts, err);
        Set<Integer> positions =
                Doubles.of(texts).stream().map(Doubles.Repeat::position).collect(Collectors.toSet());
        return IntStream.rangeClosed(1, texts.size())
                .filter(position -> !positions.contains(position))
                .mapToObj(position -> texts.get(position - 1))
                .toList();
    }
}
