package org.touchmark.domain.gs1;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Compares the table of identifiers with a release of GS1's Barcode Syntax Dictionary that its reader has downloaded: {@code
 * java ... DictionaryComparison FILE} prints what differs, identifier by identifier, and ends with 1 if anything does.
 */
final class DictionaryComparison {
    private static final Pattern PART = Pattern.compile("(\\[?)([NXYZ])(\\.\\.)?([0-9]+)]?((?:,[a-z0-9]+)*)");
    private static final Pattern IDENTIFIERS = Pattern.compile("[0-9]{2,4}(?:-[0-9]{2,4})?");
    private static final Pattern FLAGS = Pattern.compile("[^A-Za-z0-9\\[]+");
    private static final Map<String, CharacterKind> KINDS = Map.of(
            "N", CharacterKind.DIGITS,
            "X", CharacterKind.SET_82,
            "Y", CharacterKind.SET_39,
            "Z", CharacterKind.BASE64URL);

    private DictionaryComparison() {}

    public static void main(String[] arguments) throws IOException {
        List<String> differences = differences(Files.readAllLines(Path.of(arguments[0]), StandardCharsets.UTF_8));
        differences.forEach(System.out::println);
        System.out.println(differences.isEmpty() ? "nothing differs" : differences.size() + " identifiers differ");
        System.exit(differences.isEmpty() ? 0 : 1);
    }

    /** What differs between GS1's lines and the table, a line an identifier. */
    static List<String> differences(List<String> dictionary) {
        Map<String, String> theirs = new TreeMap<>();
        dictionary.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(DictionaryComparison::read)
                .forEach(entry -> theirs.put(entry.first(), shown(entry)));
        Map<String, String> ours = new TreeMap<>();
        AiTable.entries().forEach(entry -> ours.put(entry.first(), shown(entry)));
        TreeSet<String> all = new TreeSet<>(theirs.keySet());
        all.addAll(ours.keySet());
        return all.stream()
                .filter(ai -> !theirs.getOrDefault(ai, "").equals(ours.getOrDefault(ai, "")))
                .map(ai -> "AI " + ai + "\n  GS1: " + theirs.getOrDefault(ai, "none") + "\n  here: "
                        + ours.getOrDefault(ai, "none"))
                .toList();
    }

    private static AiEntry read(String line) {
        String[] halves = line.split("\\s#\\s", 2);
        List<String> words = new ArrayList<>(Arrays.asList(halves[0].strip().split("\\s+")));
        String identifiers = words.remove(0);
        if (!IDENTIFIERS.matcher(identifiers).matches()) {
            throw new IllegalArgumentException("no line of the dictionary: " + line);
        }
        String flags = FLAGS.matcher(words.get(0)).matches() ? words.remove(0) : "";
        List<AiPart> parts = new ArrayList<>();
        List<List<List<String>>> needs = new ArrayList<>();
        List<String> bars = new ArrayList<>();
        List<List<String>> sequences = new ArrayList<>();
        boolean key = false;
        for (String word : words) {
            String value = word.substring(word.indexOf('=') + 1);
            if (word.startsWith("req=")) {
                needs.add(lists(value, ",", "\\+"));
            } else if (word.startsWith("ex=")) {
                bars.addAll(List.of(value.split(",")));
            } else if (word.startsWith("dlpkey")) {
                key = true;
                sequences.addAll(word.contains("=") ? lists(value, "\\|", ",") : List.of());
            } else {
                parts.add(part(word));
            }
        }
        String[] range = identifiers.split("-", 2);
        return new AiEntry(
                range[0],
                range[range.length - 1],
                halves.length > 1 ? halves[1].strip() : "",
                flags.contains("*"),
                flags.contains("?"),
                key,
                parts,
                needs,
                bars,
                sequences);
    }

    private static List<List<String>> lists(String value, String outer, String inner) {
        return Arrays.stream(value.split(outer))
                .map(one -> List.of(one.split(inner)))
                .toList();
    }

    private static AiPart part(String word) {
        Matcher matcher = PART.matcher(word);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no part of a value: " + word);
        }
        int max = Integer.parseInt(matcher.group(4));
        List<Linter> linters = Arrays.stream(matcher.group(5).split(","))
                .filter(name -> !name.isEmpty())
                .map(name -> Linter.valueOf(name.toUpperCase(Locale.ROOT)))
                .toList();
        return new AiPart(
                KINDS.get(matcher.group(2)),
                matcher.group(3) == null ? max : 1,
                max,
                !matcher.group(1).isEmpty(),
                linters);
    }

    /** All that is compared, whatever the order of what has none. */
    private static String shown(AiEntry entry) {
        return Arrays.asList(
                        entry.first() + "-" + entry.last(),
                        entry.title(),
                        "predefined length " + entry.predefinedLength(),
                        "in query " + entry.inQuery(),
                        "key " + entry.key(),
                        entry.parts(),
                        "needs " + entry.needs(),
                        "bars " + new TreeSet<>(entry.bars()),
                        "path " + entry.sequences())
                .stream()
                .map(Object::toString)
                .collect(Collectors.joining(", "));
    }
}
