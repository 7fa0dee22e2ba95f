package dev.nodecast.scheduler.decide;

import dev.nodecast.scheduler.eviction.DoNotDisrupt;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.provisioning.Packed;
import dev.nodecast.scheduler.provisioning.PackingOptions;
import dev.nodecast.scheduler.provisioning.PackingReport;
import dev.nodecast.scheduler.provisioning.PendingWork;
import dev.nodecast.scheduler.provisioning.Problem;
import dev.nodecast.scheduler.provisioning.Solution;
import dev.nodecast.scheduler.provisioning.Solution.Unplaced;
import dev.nodecast.scheduler.provisioning.Solver;
import dev.nodecast.scheduler.provisioning.explain.Explanation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which nodes are launched for the pods of a cluster that wait, and which pods go on waiting. */
public final class ProvisioningDecision {

    private final DecisionInput input;
    private final Problem problem;
    private final Packed packed;

    private ProvisioningDecision(DecisionInput input, Problem problem, Packed packed) {
        this.input = input;
        this.problem = problem;
        this.packed = packed;
    }

    /** Decides as the provisioning loop does when its batch is closed. */
    public static ProvisioningDecision of(DecisionInput input) {
        Problem problem = problem(input);
        return new ProvisioningDecision(input, problem, new Solver(input.options()).pack(problem));
    }

    private static Problem problem(DecisionInput input) {
        Problem all = PendingWork.problem(
                input.cluster(), input.instanceTypes(), pod -> DoNotDisrupt.active(pod, input.nowNs()));
        List<NodePool> ready = all.pools().stream()
                .filter(pool -> !input.unready().containsKey(pool.name()))
                .toList();
        return new Problem(
                all.pods(),
                all.nodes(),
                ready,
                all.instanceTypes(),
                all.cluster(),
                all.consolidationNs(),
                all.reserved());
    }

    public DecisionInput input() {
        return input;
    }

    public Solution solution() {
        return packed.solution();
    }

    /** What a packing at the least cost came to; null where none was asked for. */
    public @Nullable PackingReport packing() {
        return packed.report();
    }

    /** Pools that were to be packed at the least cost and are packed as Karpenter does, since they can buy reserved capacity. */
    public List<String> packedAsKarpenter() {
        return problem.pools().stream()
                .filter(pool -> input.options().packing().of(pool) == PackingOptions.Mode.OPTIMAL)
                .filter(pool -> input.instanceTypes().apply(pool).stream()
                        .flatMap(type -> type.offerings().stream())
                        .anyMatch(offering -> offering.reservation() != null))
                .map(NodePool::name)
                .toList();
    }

    /** All pods that go on waiting, also those that wait for something else than a node. */
    public List<Unplaced> waiting() {
        List<Unplaced> waiting = new ArrayList<>(solution().unplaced());
        waiting.addAll(IgnoredPods.of(input.cluster()));
        return waiting;
    }

    /** Why it is decided so. */
    public Explanation explanation() {
        return Explanation.of(problem, solution(), waiting(), packing() != null).withIdle(input.unready());
    }
}
