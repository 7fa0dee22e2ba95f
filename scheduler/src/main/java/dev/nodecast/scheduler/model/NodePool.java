package dev.nodecast.scheduler.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Karpenter v1 NodePool.
 *
 * @param limits absent resources are unlimited
 * @param nodeLimit {@code limits.nodes}, null where there is none
 * @param weight 1 to 100, 0 where not given; higher is tried first
 * @param replicas a static pool's number of nodes, null for a dynamic one
 */
public record NodePool(
        ObjectMeta meta,
        Template template,
        Disruption disruption,
        Resources limits,
        @Nullable Long nodeLimit,
        int weight,
        @Nullable Integer replicas) {

    /** What the nodes of the pool are made like. */
    public record Template(
            Labels labels,
            Labels annotations,
            List<NodeSelectorRequirement> requirements,
            List<Taint> taints,
            List<Taint> startupTaints,
            NodeClaim.NodeClassRef nodeClassRef,
            @Nullable Long expireAfterNs,
            @Nullable Long terminationGracePeriodNs) {
        public Template {
            requirements = List.copyOf(requirements);
            taints = List.copyOf(taints);
            startupTaints = List.copyOf(startupTaints);
        }
    }

    /**
     * Which nodes of the pool may be removed, how long they must have been so, and how many at once.
     *
     * @param consolidateAfterNs null means Never
     */
    public record Disruption(Policy policy, @Nullable Long consolidateAfterNs, List<Budget> budgets) {

        /** Karpenter's default: 0 s, underutilized nodes, a tenth of the nodes at once. */
        public static final Disruption DEFAULT =
                new Disruption(Policy.WHEN_EMPTY_OR_UNDERUTILIZED, 0L, List.of(Budget.DEFAULT));

        public Disruption {
            budgets = List.copyOf(budgets);
        }
    }

    /** Consolidation policies. */
    public enum Policy {
        WHEN_EMPTY("WhenEmpty"),
        WHEN_EMPTY_OR_UNDERUTILIZED("WhenEmptyOrUnderutilized"),
        BALANCED("Balanced");

        private final String text;

        Policy(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    public String name() {
        return meta.name();
    }
}
