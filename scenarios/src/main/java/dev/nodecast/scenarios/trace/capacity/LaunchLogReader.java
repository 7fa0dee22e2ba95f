package dev.nodecast.scenarios.trace.capacity;

import dev.nodecast.scenarios.trace.CapacityTrace;
import dev.nodecast.scenarios.trace.CapacityTraceBuilder;
import dev.nodecast.scenarios.trace.CapacityTraceSet;
import dev.nodecast.scenarios.trace.Lifetime;
import dev.nodecast.scenarios.trace.Lifetime.EndReason;
import dev.nodecast.scenarios.trace.LifetimeTrace;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Launch and ping logs of training_on_a_dime; one pool per slot, named {@code zone-gpuxcount}. */
public final class LaunchLogReader {

    private LaunchLogReader() {}

    /** Whether each slot had its instance. */
    public static CapacityTraceSet read(TraceFile file, TraceWarnings warnings) {
        LaunchLog log = LaunchLog.parse(file, warnings);
        Map<String, CapacityTraceBuilder> builders = new LinkedHashMap<>();
        for (LaunchLog.Life life : log.lives()) {
            CapacityTraceBuilder builder =
                    builders.computeIfAbsent(life.slot(), slot -> new CapacityTraceBuilder().set(0, 0));
            builder.set(life.launchNs(), 1);
            if (life.goneNs() < Long.MAX_VALUE) {
                builder.set(life.goneNs(), 0);
            }
        }
        if (builders.isEmpty()) {
            throw file.error(0, "a log without a launch", "'Created instance …' lines", "name another file");
        }
        Map<String, CapacityTrace> pools = new LinkedHashMap<>();
        builders.forEach((slot, builder) -> pools.put(slot, builder.build(log.endNs())));
        return new CapacityTraceSet(pools, Optional.of(log.start()));
    }

    /** How long each instance lived; those never found gone are censored at the end of the log. */
    public static LifetimeTrace lifetimes(TraceFile file, TraceWarnings warnings) {
        LaunchLog log = LaunchLog.parse(file, warnings);
        return new LifetimeTrace(
                log.lives().stream().map(life -> lifetime(life, log.endNs())).toList());
    }

    private static Lifetime lifetime(LaunchLog.Life life, long endNs) {
        boolean gone = life.goneNs() < Long.MAX_VALUE;
        return new Lifetime(
                life.zone(),
                life.slotType(),
                life.launchNs(),
                (gone ? life.goneNs() : endNs) - life.launchNs(),
                gone ? EndReason.PREEMPTED : EndReason.CENSORED);
    }
}
