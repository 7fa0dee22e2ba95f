package dev.nodecast.sim.world.spec;

import dev.nodecast.scheduler.billing.Category;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Taint;
import java.util.List;

/**
 * Instances that exist by plan: a managed node group, or machines that are switched on at certain hours. They are no
 * one's to scale and are never interrupted.
 *
 * @param name stands for the NodePool in results
 * @param category {@link Category#COMPUTE} or {@link Category#SYSTEM_NODES}
 * @param windows when they are on; what is on from the start of the run was on before it and is complete at once; at the
 *     end of a window its nodes are drained and then ended
 */
public record FixedFleet(
        String name,
        Category category,
        InstanceType instanceType,
        Offering offering,
        int count,
        Labels labels,
        List<Taint> taints,
        List<Window> windows) {

    /** A span of time, its end excluded. */
    public record Window(long fromNs, long untilNs) {
        public Window {
            if (fromNs < 0 || untilNs <= fromNs) {
                throw new IllegalArgumentException(
                        "found a window from " + fromNs + " to " + untilNs + " ns, expected an end after its start");
            }
        }

        /** From the start of the run to beyond its end. */
        public static final Window ALWAYS = new Window(0, Long.MAX_VALUE);
    }

    public FixedFleet {
        taints = List.copyOf(taints);
        windows = List.copyOf(windows);
    }
}
