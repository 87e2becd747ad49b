import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes the Java table of Application Identifiers from the text beside this file; run by the build as {@code java
 * AiTableGenerator.java TEXT JAVA}. What it can't read it refuses with the line, so that no slip becomes a rule.
 */
final class AiTableGenerator {
    private static final Pattern PART = Pattern.compile("(\\??)([nxyz])(\\.\\.)?([0-9]{1,2})((?::[a-z0-9]+)*)");
    private static final Pattern LIST = Pattern.compile("list ([a-z0-9]+): ([0-9A-Z ]+)");
    private static final Map<String, String> SETS =
            Map.of("n", "DIGITS", "x", "SET_82", "y", "SET_39", "z", "BASE64URL");

    /** Entries of one generated method: far below the 64 kB that a method may have. */
    private static final int ENTRIES_A_METHOD = 60;

    private final List<String> entries = new ArrayList<>();
    private final Map<String, StringBuilder> lists = new LinkedHashMap<>();
    /** Identifiers that begin alike are equally long (General Specifications, section 7.8.4): a scan is cut by that. */
    private final Map<String, Integer> lengths = new TreeMap<>();

    public static void main(String[] args) throws IOException {
        Path text = Path.of(args[0]);
        Path java = Path.of(args[1]);
        AiTableGenerator generator = new AiTableGenerator();
        int number = 0;
        for (String line : Files.readAllLines(text, StandardCharsets.UTF_8)) {
            number++;
            try {
                generator.read(line);
            } catch (IllegalArgumentException e) {
                throw new IOException(text.getFileName() + ", line " + number + ": " + e.getMessage(), e);
            }
        }
        String made = generator.write(text.getFileName().toString());
        Files.createDirectories(java.getParent());
        // An equal file stays as it is, so that nothing is compiled anew.
        if (!Files.exists(java) || !Files.readString(java).equals(made)) {
            Files.writeString(java, made);
        }
    }

    private void read(String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        Matcher list = LIST.matcher(line);
        if (list.matches()) {
            lists.computeIfAbsent(list.group(1), name -> new StringBuilder())
                    .append(' ')
                    .append(list.group(2));
            return;
        }
        String[] fields = line.split("\\|", 7);
        if (fields.length != 7) {
            throw new IllegalArgumentException("has " + fields.length + " fields, should have 7");
        }
        for (int i = 0; i < fields.length; i++) {
            fields[i] = fields[i].strip().equals("-") ? "" : fields[i].strip();
        }
        entries.add(entry(fields));
    }

    private String entry(String[] fields) {
        String[] range = fields[0].split("-");
        int first = number(range[0]);
        int last = number(range[range.length - 1]);
        if (range.length > 2 || first > last || range[0].length() != range[range.length - 1].length()) {
            throw new IllegalArgumentException("\"" + fields[0] + "\" is no identifier and no range");
        }
        for (int i = first; i <= last; i++) {
            String ai = String.format(Locale.ROOT, "%0" + range[0].length() + "d", i);
            Integer before = lengths.putIfAbsent(ai.substring(0, 2), ai.length());
            if (before != null && before != ai.length()) {
                throw new IllegalArgumentException("AI " + ai + ": others that begin so have " + before + " digits");
            }
        }
        if (!fields[1].matches("f?q?k?")) {
            throw new IllegalArgumentException("marks \"" + fields[1] + "\" should be some of fqk");
        }
        return "new AiEntry(%s, %s, %s, %b, %b, %b, List.of(%s), %s, %s, %s)"
                .formatted(
                        quoted(range[0]),
                        quoted(range[range.length - 1]),
                        quoted(fields[6]),
                        fields[1].contains("f"),
                        fields[1].contains("q"),
                        fields[1].contains("k"),
                        parts(fields[2]),
                        needs(fields[3]),
                        texts(fields[4], " "),
                        sequences(fields[5]));
    }

    private static int number(String ai) {
        if (!ai.matches("[0-9]{2,4}")) {
            throw new IllegalArgumentException("\"" + ai + "\" is no identifier");
        }
        return Integer.parseInt(ai);
    }

    private static String parts(String text) {
        List<String> parts = new ArrayList<>();
        for (String part : text.split(" ")) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("\"" + part + "\" is no part of a value");
            }
            String rules = matcher.group(5).isEmpty()
                    ? ""
                    : List.of(matcher.group(5).substring(1).split(":")).stream()
                            .map(rule -> "Linter." + rule.toUpperCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
            parts.add("new AiPart(CharacterKind.%s, %s, %s, %b, List.of(%s))"
                    .formatted(
                            SETS.get(matcher.group(2)),
                            matcher.group(3) == null ? matcher.group(4) : "1",
                            matcher.group(4),
                            !matcher.group(1).isEmpty(),
                            rules));
        }
        return String.join(", ", parts);
    }

    /** Lists of choices of identifiers. */
    private static String needs(String text) {
        return split(text, ";").stream()
                .map(list -> split(list, "/").stream()
                        .map(choice -> texts(choice, "\\+"))
                        .collect(Collectors.joining(", ", "List.of(", ")")))
                .collect(Collectors.joining(", ", "List.of(", ")"));
    }

    private static String sequences(String text) {
        return split(text, "/").stream()
                .map(sequence -> texts(sequence, ">"))
                .collect(Collectors.joining(", ", "List.of(", ")"));
    }

    private static String texts(String text, String separator) {
        return split(text, separator).stream()
                .map(AiTableGenerator::pattern)
                .map(AiTableGenerator::quoted)
                .collect(Collectors.joining(", ", "List.of(", ")"));
    }

    private static String pattern(String ai) {
        if (!ai.matches("[0-9]{2,4}|[0-9]{2,3}n{1,2}")) {
            throw new IllegalArgumentException("\"" + ai + "\" is no identifier and no pattern of some");
        }
        return ai;
    }

    private static List<String> split(String text, String separator) {
        return text.isBlank()
                ? List.of()
                : List.of(text.split(separator)).stream().map(String::strip).toList();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private String write(String source) {
        StringBuilder out = new StringBuilder();
        out.append("// Made from ").append(source).append(" at each build.\n");
        out.append("package org.touchmark.domain.gs1;\n\n");
        out.append("import java.util.ArrayList;\nimport java.util.List;\n");
        out.append("import javax.annotation.processing.Generated;\n\n");
        out.append("@Generated(\"AiTableGenerator\")\nfinal class AiTable {\n");
        lists.forEach((name, codes) -> out.append("    static final String ")
                .append(name.toUpperCase(Locale.ROOT))
                .append(" = ")
                .append(quoted(codes.toString().strip()))
                .append(";\n"));
        out.append("\n    private AiTable() {}\n\n");
        int methods = (entries.size() + ENTRIES_A_METHOD - 1) / ENTRIES_A_METHOD;
        out.append("    static List<AiEntry> entries() {\n        List<AiEntry> all = new ArrayList<>();\n");
        for (int i = 0; i < methods; i++) {
            out.append("        add").append(i).append("(all);\n");
        }
        out.append("        return all;\n    }\n");
        for (int i = 0; i < methods; i++) {
            out.append("\n    private static void add").append(i).append("(List<AiEntry> all) {\n");
            entries.subList(i * ENTRIES_A_METHOD, Math.min(entries.size(), (i + 1) * ENTRIES_A_METHOD))
                    .forEach(entry -> out.append("        all.add(").append(entry).append(");\n"));
            out.append("    }\n");
        }
        return out.append("}\n").toString();
    }
}
