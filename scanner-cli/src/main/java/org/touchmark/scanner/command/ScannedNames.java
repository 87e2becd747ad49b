package org.touchmark.scanner.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.touchmark.domain.list.ScannedCodes;
import org.touchmark.domain.scan.Doubles;

/** Lists that were scanned: what came twice counts once, and is said. */
final class ScannedNames {

    private ScannedNames() {}

    /** Tells which lines of a file name nothing new; they stay in the list, whose places others speak of. */
    static List<String> told(ScannedCodes file, PrintWriter err) {
        List<Integer> lines = file.codes().stream().map(ScannedCodes.Code::line).toList();
        tell("line", Doubles.of(file.texts()), lines, err);
        return file.texts();
    }

    /**
     * The texts that name something new, in their order.
     *
     * @param what what one of them is called, such as "line"
     * @param texts the texts
     * @param numbers by which number people find each of them
     * @param err where doubles are told
     */
    static List<String> once(String what, List<String> texts, List<Integer> numbers, PrintWriter err) {
        List<Doubles.Repeat> doubles = Doubles.of(texts);
        tell(what, doubles, numbers, err);
        Set<Integer> positions = doubles.stream().map(Doubles.Repeat::position).collect(Collectors.toSet());
        return IntStream.rangeClosed(1, texts.size())
                .filter(position -> !positions.contains(position))
                .mapToObj(position -> texts.get(position - 1))
                .toList();
    }

    private static void tell(String what, List<Doubles.Repeat> doubles, List<Integer> numbers, PrintWriter err) {
        if (!doubles.isEmpty()) {
            List<Doubles.Repeat> found = doubles.stream()
                    .map(repeat ->
                            new Doubles.Repeat(numbers.get(repeat.position() - 1), numbers.get(repeat.first() - 1)))
                    .toList();
            err.println(Doubles.said(what, found));
            err.flush();
        }
    }
}
