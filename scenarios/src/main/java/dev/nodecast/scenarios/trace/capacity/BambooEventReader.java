package dev.nodecast.scenarios.trace.capacity;

import dev.nodecast.scenarios.trace.CapacityTrace;
import dev.nodecast.scenarios.trace.CapacityTraceBuilder;
import dev.nodecast.scenarios.trace.CapacityTraceSet;
import dev.nodecast.scenarios.trace.Lifetime;
import dev.nodecast.scenarios.trace.Lifetime.EndReason;
import dev.nodecast.scenarios.trace.LifetimeTrace;
import dev.nodecast.scenarios.trace.source.CsvRow;
import dev.nodecast.scenarios.trace.source.CsvTable;
import dev.nodecast.scenarios.trace.source.DecimalText;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Bamboo's fleet events (uclasystem/bamboo, NSDI'23): {@code time_ms,add|remove,node} without a header. The trace
 * begins at its first event and ends at its last.
 */
public final class BambooEventReader {

    private BambooEventReader() {}

    private record Event(int line, long timeNs, boolean add, String node) {}

    /** How many nodes the fleet had. */
    public static CapacityTraceSet read(TraceFile file, TraceWarnings warnings) {
        List<Event> events = events(file);
        CapacityTraceBuilder builder = new CapacityTraceBuilder();
        Map<String, Event> alive = new LinkedHashMap<>();
        for (Event event : events) {
            apply(file, event, alive);
            builder.set(event.timeNs(), alive.size());
        }
        CapacityTrace trace = builder.build(events.getLast().timeNs());
        return CapacityTraceSet.of(file.baseName(), trace);
    }

    /** How long each node lived; those alive at the end are censored. */
    public static LifetimeTrace lifetimes(TraceFile file, String instanceType) {
        List<Event> events = events(file);
        Map<String, Event> alive = new LinkedHashMap<>();
        List<Lifetime> lives = new ArrayList<>();
        for (Event event : events) {
            Event added = apply(file, event, alive);
            if (!event.add()) {
                lives.add(life(added, event.timeNs(), instanceType, EndReason.PREEMPTED));
            }
        }
        long endNs = events.getLast().timeNs();
        alive.values().forEach(added -> lives.add(life(added, endNs, instanceType, EndReason.CENSORED)));
        return new LifetimeTrace(lives);
    }

    private static Lifetime life(Event added, long endNs, String instanceType, EndReason reason) {
        return new Lifetime("", instanceType, added.timeNs(), endNs - added.timeNs(), reason);
    }

    /** Returns the event that added the node. */
    private static Event apply(TraceFile file, Event event, Map<String, Event> alive) {
        boolean present = alive.containsKey(event.node());
        if (event.add() == present) {
            throw file.error(
                    event.line(),
                    (event.add() ? "add" : "remove") + " of " + event.node() + ", which is " + (present ? "" : "not ")
                            + "there",
                    "each node added once and then removed at most once",
                    "fix the row or delete it");
        }
        if (event.add()) {
            alive.put(event.node(), event);
            return event;
        }
        return Objects.requireNonNull(alive.remove(event.node()));
    }

    private static List<Event> events(TraceFile file) {
        List<Event> events = new ArrayList<>();
        long firstNs = -1;
        for (CsvRow row :
                CsvTable.withoutHeader(file, ',', "time_ms", "event", "node").rows()) {
            Long timeNs = DecimalText.scaled(row.text("time_ms"), 6);
            if (timeNs == null || timeNs < 0) {
                throw row.bad("time_ms", "a number of milliseconds, 0 or more");
            }
            firstNs = firstNs < 0 ? timeNs : firstNs;
            if (timeNs - firstNs < (events.isEmpty() ? 0 : events.getLast().timeNs())) {
                throw row.bad("time_ms", "a time not before the row above; sort the file by time");
            }
            boolean add = row.text("event").equals("add");
            if (!add && !row.text("event").equals("remove")) {
                throw row.bad("event", "add or remove");
            }
            events.add(new Event(row.line(), timeNs - firstNs, add, row.text("node")));
        }
        return events;
    }
}
