package dev.nodecast.scheduler.decide;

import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.provisioning.PendingWork;
import dev.nodecast.scheduler.provisioning.Problem;
import dev.nodecast.scheduler.provisioning.Solution;
import dev.nodecast.scheduler.provisioning.Solver;
import java.util.List;

/**
 * Which nodes are launched for the pods of a cluster that wait, and which pods go on waiting.
 *
 * @param ignored pods that wait for something else than a node, so that provisioning does not look at them
 */
public record ProvisioningDecision(DecisionInput input, Solution solution, List<Pod> ignored) {

    public ProvisioningDecision {
        ignored = List.copyOf(ignored);
    }

    /** Decides as the provisioning loop does when its batch is closed. */
    public static ProvisioningDecision of(DecisionInput input) {
        Solution solution = new Solver(input.options()).solve(problem(input));
        List<Pod> ignored = input.cluster().pods().stream()
                .filter(ProvisioningDecision::neverConsidered)
                .toList();
        return new ProvisioningDecision(input, solution, ignored);
    }

    private static Problem problem(DecisionInput input) {
        Problem all = PendingWork.problem(input.cluster(), input.instanceTypes(), pod -> false);
        List<NodePool> ready = all.pools().stream()
                .filter(pool -> !input.unready().containsKey(pool.name()))
                .toList();
        return new Problem(all.pods(), all.nodes(), ready, all.instanceTypes(), all.cluster(), all.consolidationNs());
    }

    private static boolean neverConsidered(Pod pod) {
        return pod.nodeName() == null && !pod.provisionable() && !pod.terminal();
    }
}
