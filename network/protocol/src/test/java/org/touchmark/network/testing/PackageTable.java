package org.touchmark.network.testing;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which package of a module calls which others: as the table of the module's README says, in its last column, and as its
 * classes do.
 */
public final class PackageTable {
    private static final String OURS = "org.touchmark.";
    private static final String NETWORK = "org.touchmark.network";
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z]+)` \\|.*\\| ([^|]*) \\|$");
    private static final Pattern NAME = Pattern.compile("`([a-z]+)`");

    private PackageTable() {}

    /** The classes of the module that a class belongs to, and of no other. */
    public static JavaClasses module(Class<?> member) {
        return new ClassFileImporter()
                .importUrl(member.getProtectionDomain().getCodeSource().getLocation());
    }

    /** A line for each package, with the packages that the module's README lets it call. */
    public static List<String> written(String module) throws IOException {
        Path readme = Path.of(System.getProperty("touchmark.root", "../.."), "network", module, "README.md");
        Map<String, Set<String>> table = new TreeMap<>();
        for (String line : Files.readAllLines(readme)) {
            ROW.matcher(line).results().forEach(row -> table.put(row.group(1), names(row.group(2))));
        }
        return lines(table);
    }

    private static List<String> lines(Map<String, Set<String>> table) {
        return table.entrySet().stream()
                .map(row -> row.getKey() + " calls " + String.join(", ", row.getValue()))
                .toList();
    }

    private static Set<String> names(String cell) {
        return NAME.matcher(cell)
                .results()
                .map(MatchResult::group)
                .map(name -> name.replace("`", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A line for each package, with those that its classes call, in this module and in others. */
    public static List<String> found(JavaClasses classes) {
        Map<String, Set<String>> table = new TreeMap<>();
        for (JavaClass caller : classes) {
            Set<String> called = table.computeIfAbsent(name(caller), name -> new TreeSet<>());
            for (Dependency dependency : caller.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith(OURS) && !name(target).equals(name(caller))) {
                    called.add(name(target));
                }
            }
        }
        return lines(table);
    }

    /** The last name of a package of the network; of another module of the project, that module's. */
    private static String name(JavaClass member) {
        String name = member.getPackageName();
        if (!name.startsWith(NETWORK)) {
            return name.substring(OURS.length()).replaceFirst("\\..*", "");
        }
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
