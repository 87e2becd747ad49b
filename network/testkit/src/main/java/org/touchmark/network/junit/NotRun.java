package org.touchmark.network.junit;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Counts the tests that were skipped, by class and reason, for the lines that end a build: where a program is missing,
 * a class would else vanish from the report in silence. A method that runs many times counts once, since its number is
 * known only when it runs. JUnit finds this listener by itself wherever this module is on the class path.
 */
public final class NotRun implements TestExecutionListener {
    private final Map<Skipped, Integer> counts = new TreeMap<>();
    private @Nullable TestPlan plan;

    private record Skipped(String className, String reason) implements Comparable<Skipped> {
        @Override
        public int compareTo(Skipped other) {
            int byName = className.compareTo(other.className);
            return byName == 0 ? reason.compareTo(other.reason) : byName;
        }
    }

    @Override
    public synchronized void testPlanExecutionStarted(TestPlan testPlan) {
        plan = testPlan;
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        count(test, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
            count(
                    test,
                    result.getThrowable()
                            .map(cause -> String.valueOf(cause.getMessage()))
                            .orElse("no reason given"));
        }
    }

    private synchronized void count(TestIdentifier test, String reason) {
        TestPlan known = plan;
        if (known == null) {
            return;
        }
        int tests = 0;
        for (TestIdentifier inner : known.getDescendants(test)) {
            tests += isMethod(inner) ? 1 : 0;
        }
        Skipped key = new Skipped(
                outermostClass(known, test),
                reason.lines().findFirst().orElse("no reason given").replaceFirst("^Assumption failed: ", ""));
        counts.merge(key, isMethod(test) ? 1 : tests, Integer::sum);
    }

    /** A method of its own, or one of the runs of a method. */
    private static boolean isMethod(TestIdentifier test) {
        return test.getSource().filter(MethodSource.class::isInstance).isPresent();
    }

    /** The class that a network is started for; nested classes are parts of it. */
    private static String outermostClass(TestPlan plan, TestIdentifier test) {
        String name = test.getDisplayName();
        TestIdentifier current = test;
        while (true) {
            name = current.getSource()
                    .filter(ClassSource.class::isInstance)
                    .map(source -> simple(((ClassSource) source).getClassName()))
                    .orElse(name);
            TestIdentifier parent = plan.getParent(current).orElse(null);
            if (parent == null) {
                return name;
            }
            current = parent;
        }
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    @Override
    public synchronized void testPlanExecutionFinished(TestPlan testPlan) {
        counts.forEach((skipped, tests) -> RunReport.note(
                "not run",
                "%d test%s of %s: %s".formatted(tests, tests == 1 ? "" : "s", skipped.className(), skipped.reason())));
        counts.clear();
    }
}
