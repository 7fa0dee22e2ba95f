package dev.nodecast.sim.world.cloud;

import dev.nodecast.scheduler.billing.Category;
import dev.nodecast.sim.world.measure.RunResult.NodeTotals;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts of instances; those of system fleets are left out. */
public final class FleetCounts {

    private final SortedMap<String, Integer> runningByCapacityType = new TreeMap<>();
    private long launched;
    private long interrupted;
    private long reclaimed;
    private long refused;
    private long running;
    private long peak;

    void launched(Instance instance) {
        if (counts(instance)) {
            launched++;
        }
    }

    void running(Instance instance) {
        if (counts(instance)) {
            running++;
            peak = Math.max(peak, running);
            runningByCapacityType.merge(instance.offer().capacityType(), 1, Integer::sum);
        }
    }

    void stopped(Instance instance) {
        if (counts(instance)) {
            running--;
            runningByCapacityType.merge(instance.offer().capacityType(), -1, Integer::sum);
        }
    }

    void interrupted() {
        interrupted++;
    }

    void reclaimed() {
        reclaimed++;
    }

    void refused() {
        refused++;
    }

    /** Running instances now. */
    public SortedMap<String, Integer> runningByCapacityType() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(runningByCapacityType));
    }

    public NodeTotals totals() {
        return new NodeTotals(launched, interrupted, reclaimed, refused, peak);
    }

    private static boolean counts(Instance instance) {
        return instance.purpose().category() == Category.COMPUTE;
    }
}
