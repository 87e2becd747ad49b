package org.touchmark.domain.mutation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Judges PIT's report of a run; the profile {@code mutation} runs its main, whose end is the build's. */
public final class SurvivorsReport {
    private static final String DOMAIN = "org.touchmark.domain.";

    private SurvivorsReport() {}

    /** Arguments: PIT's XML, the folder of the sources, the list of mutants that change nothing, percent to be killed. */
    public static void main(String[] arguments) throws IOException {
        Survivors survivors = new Survivors(
                mutants(Path.of(arguments[0]), Path.of(arguments[1])),
                Survivors.list(Files.readString(Path.of(arguments[2]))));
        int percent = Integer.parseInt(arguments[3]);
        boolean passes = survivors.passes(percent);
        System.out.print(survivors.report());
        System.out.println((passes ? "at least " : "should be at least ") + percent + " %, with a list that is right");
        System.exit(passes ? 0 : 1);
    }

    private static List<Survivors.Mutant> mutants(Path report, Path sources) throws IOException {
        try {
            NodeList mutations = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getElementsByTagName("mutation");
            return IntStream.range(0, mutations.getLength())
                    .mapToObj(i -> mutant((Element) mutations.item(i), sources))
                    .toList();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(report + ": is not PIT's report", e);
        }
    }

    private static Survivors.Mutant mutant(Element mutation, Path sources) {
        String inClass = text(mutation, "mutatedClass");
        Path source = sources.resolve(
                        inClass.substring(0, inClass.lastIndexOf('.')).replace('.', '/'))
                .resolve(text(mutation, "sourceFile"));
        String mutator = text(mutation, "mutator");
        return new Survivors.Mutant(
                inClass.substring(DOMAIN.length()),
                line(source, Integer.parseInt(text(mutation, "lineNumber"))),
                mutator.substring(mutator.lastIndexOf('.') + 1).replaceFirst("Mutator$", ""),
                fate(mutation.getAttribute("status")));
    }

    private static Survivors.Fate fate(String status) {
        return switch (status) {
            case "KILLED", "MEMORY_ERROR" -> Survivors.Fate.KILLED;
            case "TIMED_OUT" -> Survivors.Fate.TIMED_OUT;
            case "SURVIVED", "NO_COVERAGE" -> Survivors.Fate.SURVIVED;
            default -> Survivors.Fate.NOT_TRIED;
        };
    }

    private static String line(Path source, int number) {
        try {
            return Files.readAllLines(source).get(number - 1).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Element mutation, String name) {
        return mutation.getElementsByTagName(name).item(0).getTextContent();
    }
}
