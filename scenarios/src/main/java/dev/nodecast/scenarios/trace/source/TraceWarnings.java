package dev.nodecast.scenarios.trace.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects what was odd but could safely be lived with. Warnings of one kind are counted and reported once, at the
 * first place, so that a trace with ten thousand gaps gives one line.
 */
public final class TraceWarnings {

    private record Counted(TraceProblem first, int count) {}

    private final Map<String, Counted> byKind = new LinkedHashMap<>();

    /** Records {@code problem}; {@code kind} groups warnings that differ only in their place. */
    public void add(String kind, TraceProblem problem) {
        byKind.merge(
                problem.file() + '\0' + kind,
                new Counted(problem, 1),
                (old, added) -> new Counted(old.first(), old.count() + 1));
    }

    /** The warnings so far, in order of first appearance. */
    public List<TraceProblem> toList() {
        List<TraceProblem> list = new ArrayList<>(byKind.size());
        for (Counted counted : byKind.values()) {
            list.add(counted.count() == 1 ? counted.first() : withCount(counted));
        }
        return list;
    }

    private static TraceProblem withCount(Counted counted) {
        TraceProblem first = counted.first();
        String found = first.found() + " (and " + (counted.count() - 1) + " more like it)";
        return new TraceProblem(first.file(), first.line(), found, first.expected(), first.remedy());
    }
}
