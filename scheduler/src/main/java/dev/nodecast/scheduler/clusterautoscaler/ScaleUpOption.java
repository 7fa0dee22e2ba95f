package dev.nodecast.scheduler.clusterautoscaler;

import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.Resources;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a group could do for the pending pods: so many new nodes for these of them.
 *
 * @param nodes how many
 * @param pods the pods that find a place on them
 */
record ScaleUpOption(GroupTemplate template, int nodes, List<Pod> pods) {

    /**
     * Packs pods onto new nodes of a group: the largest by cpu and memory first (GPUs do not count there), each onto the
     * first new node that has room. Rules: estimator/binpacking_estimator.go and decreasing_pod_orderer.go.
     */
    static ScaleUpOption estimate(GroupTemplate template, List<Pod> pending, int nodesMax) {
        List<Pod> ordered = new ArrayList<>(pending);
        ordered.sort(Comparator.comparingDouble((Pod pod) -> -size(pod, template)));
        List<Resources> free = new ArrayList<>();
        List<Pod> placed = new ArrayList<>();
        for (Pod pod : ordered) {
            Resources asked = pod.spec().requests();
            if (PodFit.accepts(pod.spec(), template.labels(), template.taints())
                    && asked.fitsIn(template.room())
                    && place(asked, free, template, nodesMax)) {
                placed.add(pod);
            }
        }
        return new ScaleUpOption(template, free.size(), placed);
    }

    private static boolean place(Resources asked, List<Resources> free, GroupTemplate template, int nodesMax) {
        for (int i = 0; i < free.size(); i++) {
            if (asked.fitsIn(free.get(i))) {
                free.set(i, free.get(i).minus(asked));
                return true;
            }
        }
        if (free.size() >= nodesMax) {
            return false;
        }
        free.add(template.room().minus(asked));
        return true;
    }

    private static double size(Pod pod, GroupTemplate template) {
        Resources asked = pod.spec().requests();
        Resources all = template.type().allocatable();
        return (double) asked.cpuMilli() / Math.max(1, all.cpuMilli())
                + (double) asked.memoryBytes() / Math.max(1, all.memoryBytes());
    }

    /** The idle share of cpu and memory of the new nodes. Rules: expander/waste/waste.go. */
    double waste() {
        Resources capacity = template.type().capacity();
        long cpu = 0;
        long memory = 0;
        for (Pod pod : pods) {
            cpu += pod.spec().requests().cpuMilli();
            memory += pod.spec().requests().memoryBytes();
        }
        return idle(cpu, capacity.cpuMilli()) + idle(memory, capacity.memoryBytes());
    }

    private double idle(long asked, long ofNode) {
        double available = (double) ofNode * nodes;
        return (available - asked) / available;
    }

    /** What the new nodes cost together, each at the lowest price of its group. */
    double priceMicroUsdPerHour() {
        return (double) nodes * template.overrides().getFirst().priceMicroUsdPerHour();
    }
}
