package dev.nodecast.scheduler.model;

import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * What a pod asks of a node. {@link #requests()} is the sum that kube-scheduler and Karpenter count.
 *
 * @param priority as resolved from the priority class; 0 where there is none
 * @param attachments volumes and devices that its node must be able to attach
 */
public record PodSpec(
        List<Container> containers,
        List<Container> initContainers,
        Labels nodeSelector,
        Affinity affinity,
        List<Toleration> tolerations,
        List<TopologySpreadConstraint> topologySpread,
        Resources overhead,
        int priority,
        @Nullable String priorityClassName,
        boolean preemptionAllowed,
        long terminationGracePeriodSeconds,
        Attachments attachments,
        List<String> schedulingGates,
        Resources requests) {

    /** Kubernetes' default of {@code terminationGracePeriodSeconds}. */
    public static final long DEFAULT_GRACE_PERIOD_SECONDS = 30;

    public PodSpec {
        containers = List.copyOf(containers);
        initContainers = List.copyOf(initContainers);
        tolerations = List.copyOf(tolerations);
        topologySpread = List.copyOf(topologySpread);
        schedulingGates = List.copyOf(schedulingGates);
    }

    public PodSpec withAffinity(Affinity newAffinity) {
        return with(newAffinity, tolerations, topologySpread, requests);
    }

    public PodSpec withTolerations(List<Toleration> newTolerations) {
        return with(affinity, newTolerations, topologySpread, requests);
    }

    public PodSpec withTopologySpread(List<TopologySpreadConstraint> newTopologySpread) {
        return with(affinity, tolerations, newTopologySpread, requests);
    }

    public PodSpec withRequests(Resources newRequests) {
        return with(affinity, tolerations, topologySpread, newRequests);
    }

    /** The same room asked for without anything that only a real pod has: no volume claims, no gates, the least priority. */
    public PodSpec asPlaceholder() {
        return new PodSpec(
                containers,
                initContainers,
                nodeSelector,
                affinity,
                tolerations,
                topologySpread,
                overhead,
                Integer.MIN_VALUE,
                priorityClassName,
                preemptionAllowed,
                terminationGracePeriodSeconds,
                new Attachments(List.of(), attachments.devices()),
                List.of(),
                requests);
    }

    private PodSpec with(Affinity a, List<Toleration> t, List<TopologySpreadConstraint> spread, Resources newRequests) {
        return new PodSpec(
                containers,
                initContainers,
                nodeSelector,
                a,
                t,
                spread,
                overhead,
                priority,
                priorityClassName,
                preemptionAllowed,
                terminationGracePeriodSeconds,
                attachments,
                schedulingGates,
                newRequests);
    }

    /**
     * The requests of a pod: containers and sidecars summed, or the largest moment of initialisation where that is more,
     * plus overhead, plus one pod (KEP-753, the sidecar rule).
     */
    public static Resources requestsOf(List<Container> containers, List<Container> initContainers, Resources overhead) {
        return requestsOf(containers, initContainers, Resources.NONE, overhead);
    }

    /**
     * The requests of a pod that also asks for resources as a whole: these take the place of those of its containers
     * (KEP-2837).
     */
    public static Resources requestsOf(
            List<Container> containers, List<Container> initContainers, Resources ofPod, Resources overhead) {
        NavigableMap<String, Long> amounts =
                ofContainers(containers, initContainers).asMap();
        ofPod.forEach((name, amount) -> {
            if (ofWholePods(name)) {
                amounts.put(name, amount);
            }
        });
        return Resources.of(amounts).plus(overhead).plus(Resources.of(Resources.PODS, 1));
    }

    /** Whether a pod as a whole can ask for the resource. */
    public static boolean ofWholePods(String resource) {
        return resource.equals(Resources.CPU)
                || resource.equals(Resources.MEMORY)
                || resource.startsWith(Resources.HUGE_PAGES);
    }

    private static Resources ofContainers(List<Container> containers, List<Container> initContainers) {
        Resources running = Resources.NONE;
        for (Container container : containers) {
            running = running.plus(container.requests());
        }
        Resources sidecars = Resources.NONE;
        Resources initialising = Resources.NONE;
        for (Container init : initContainers) {
            if (init.sidecar()) {
                sidecars = sidecars.plus(init.requests());
                initialising = initialising.max(sidecars);
            } else {
                initialising = initialising.max(sidecars.plus(init.requests()));
            }
        }
        return running.plus(sidecars).max(initialising);
    }
}
