package dev.nodecast.sim.world.spec;

import dev.nodecast.sim.random.Distribution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of nodes with time.
 *
 * @param failures nodes that break on their own; null where none does
 * @param repaired whether the control loop replaces nodes that say they are broken (Karpenter's gate NodeRepair)
 * @param rollouts changes after which the cloud would launch nodes differently
 */
public record Ageing(@Nullable Failures failures, boolean repaired, List<Rollout> rollouts) {

    /** Nodes last for ever. */
    public static final Ageing NONE = new Ageing(null, false, List.of());

    /** The condition by which a kubelet that does not answer any more is known. */
    public static final String READY = "Ready";

    public Ageing {
        rollouts = List.copyOf(rollouts);
    }

    /**
     * How nodes break.
     *
     * @param afterS seconds from a node's readiness until it breaks
     * @param condition of the node that says so: {@link #READY} where its kubelet is lost, else one of the EKS node
     *     monitoring agent, such as AcceleratedHardwareReady
     */
    public record Failures(Distribution afterS, String condition) {

        public boolean kubeletLost() {
            return condition.equals(READY);
        }
    }

    /**
     * A new machine image, or another change of a node class.
     *
     * @param nodePool whose nodes from before have drifted; empty for all
     * @param reason as the cloud names it, such as AMIDrift
     */
    public record Rollout(long atNs, String nodePool, String reason) {}
}
