package dev.nodecast.scenarios.trace.source;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects what was odd but could safely be lived with. Warnings of one kind are counted and reported once, at the
 * first place, so that a trace with ten thousand gaps gives one line.
 */
public final class TraceWarnings {

    private record Counted(Diagnostic first, int count) {}

    private final Map<String, Counted> byKind = new LinkedHashMap<>();

    /** Records {@code warning}; {@code kind} groups warnings that differ only in their place. */
    public void add(String kind, Diagnostic warning) {
        byKind.merge(
                warning.mark().file() + '\0' + kind,
                new Counted(warning, 1),
                (old, added) -> new Counted(old.first(), old.count() + 1));
    }

    /** The warnings so far, in order of first appearance. */
    public List<Diagnostic> toList() {
        List<Diagnostic> list = new ArrayList<>(byKind.size());
        for (Counted counted : byKind.values()) {
            list.add(counted.count() == 1 ? counted.first() : withCount(counted));
        }
        return list;
    }

    private static Diagnostic withCount(Counted counted) {
        Diagnostic first = counted.first();
        String found = first.found() + " (and " + (counted.count() - 1) + " more like it)";
        return first.found(found).consequence("the first of " + counted.count() + " such places is shown");
    }
}
