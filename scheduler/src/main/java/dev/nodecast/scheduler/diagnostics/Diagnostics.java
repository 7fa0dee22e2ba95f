package dev.nodecast.scheduler.diagnostics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects problems while reading goes on. Gives them back in source order: files in the order in which they were
 * first mentioned (or {@linkplain #opened opened}), then by line and column, then in the order of adding.
 *
 * <p>Beyond {@link #LIMIT_PER_RULE} diagnostics of one rule in one file, further ones are counted, not kept: a broken
 * generator must not bury what else is wrong.
 */
public final class Diagnostics {

    /** How many diagnostics of one rule are kept per file. */
    public static final int LIMIT_PER_RULE = 100;

    private final List<Diagnostic> kept = new ArrayList<>();
    private final Map<String, Integer> fileOrder = new LinkedHashMap<>();
    private final Map<String, Integer> perRuleAndFile = new LinkedHashMap<>();
    private final int[] counts = new int[Severity.values().length];

    /** Says that a source is being read now, which fixes its place in the order. */
    public void opened(String file) {
        fileOrder.putIfAbsent(file, fileOrder.size());
    }

    /** Adds a problem. */
    public void add(Diagnostic diagnostic) {
        opened(diagnostic.mark().file());
        counts[diagnostic.severity().ordinal()]++;
        String ruleAndFile = diagnostic.ruleId() + " " + diagnostic.mark().file();
        if (perRuleAndFile.merge(ruleAndFile, 1, Integer::sum) <= LIMIT_PER_RULE) {
            kept.add(diagnostic);
        }
    }

    /** Adds all problems of another collection. */
    public void addAll(Iterable<Diagnostic> diagnostics) {
        diagnostics.forEach(this::add);
    }

    /** The problems in source order. */
    public List<Diagnostic> list() {
        List<Diagnostic> sorted = new ArrayList<>(kept);
        sorted.sort(Comparator.<Diagnostic>comparingInt(
                        d -> fileOrder.getOrDefault(d.mark().file(), Integer.MAX_VALUE))
                .thenComparingInt(d -> d.mark().line())
                .thenComparingInt(d -> d.mark().column()));
        return List.copyOf(sorted);
    }

    /** The problems of one severity in source order. */
    public List<Diagnostic> list(Severity severity) {
        return list().stream().filter(d -> d.severity() == severity).toList();
    }

    /** How many problems of this severity were added, those beyond the limit included. */
    public int count(Severity severity) {
        return counts[severity.ordinal()];
    }

    /** How many problems were added but not kept, because their rule had reached its limit in their file. */
    public int suppressed() {
        int added = 0;
        for (int count : counts) {
            added += count;
        }
        return added - kept.size();
    }

    /** Whether there is at least one error. */
    public boolean hasErrors() {
        return count(Severity.ERROR) > 0;
    }

    /** Whether nothing was added at all. */
    public boolean isEmpty() {
        return kept.isEmpty();
    }

    /**
     * Goes on only where there are no errors.
     *
     * @throws InvalidInput with all diagnostics, where there is at least one error
     */
    public void throwIfErrors() {
        if (hasErrors()) {
            throw new InvalidInput(list());
        }
    }
}
