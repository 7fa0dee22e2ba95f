package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.LookupOnly;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.packing.Effort;
import dev.nodecast.scheduler.provisioning.PackingOptions;
import dev.nodecast.scheduler.provisioning.PackingReport;
import dev.nodecast.scheduler.provisioning.PlannedClaim;
import dev.nodecast.scheduler.provisioning.Problem;
import dev.nodecast.scheduler.provisioning.Solution;
import dev.nodecast.scheduler.provisioning.Solver;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would happen to the pods if some nodes went (Karpenter {@code SimulateScheduling}). The cluster is not copied:
 * the solver lays its placements over it.
 */
@LookupOnly("gone: asked for one node at a time")
final class WhatIf {

    /** Steps of search for a proof. */
    private static final Effort PROOF = new Effort(10_000_000);

    private final DisruptionPlanner.World world;
    private final ClusterState state;
    private final Candidates candidates;
    private @Nullable Solver packer;
    private long solved;

    WhatIf(DisruptionPlanner.World world, Candidates candidates) {
        this.world = world;
        this.state = world.state();
        this.candidates = candidates;
    }

    /**
     * What the pods would do.
     *
     * @param obstacle why a pod that runs now would have no place, or null where each would have one
     */
    record Outcome(
            List<PlannedClaim> claims,
            List<Solution.Placement> placements,
            @Nullable String obstacle) {}

    /** How many problems were solved so far: the measure of work. */
    long solved() {
        return solved;
    }

    /** Consolidation leaves nodes alone that pods came to or left a short time ago. */
    Outcome consolidating(List<Candidate> leaving, long nowNs) {
        return solve(leaving, nowNs, nowNs);
    }

    /** What the pods would do if their new nodes were packed at the least cost, as far as a search of that effort finds it. */
    Outcome packing(List<Candidate> leaving, Effort effort, long nowNs) {
        return outcome(packer(effort).packUnproved(problem(leaving, nowNs, nowNs)));
    }

    /** How good the best packing of the pods' new nodes is proved to be; null where nothing is packed so. */
    @Nullable
    PackingReport proof(List<Candidate> leaving, long nowNs) {
        return world.solver()
                .packing(new PackingOptions(PackingOptions.Mode.OPTIMAL, 0, PROOF))
                .pack(problem(leaving, nowNs, nowNs))
                .report();
    }

    private Solver packer(Effort effort) {
        Solver known = packer;
        if (known == null) {
            known = world.solver().packing(new PackingOptions(PackingOptions.Mode.OPTIMAL, 0, effort));
            packer = known;
        }
        return known;
    }

    Outcome drifting(Candidate leaving, long nowNs) {
        return solve(List.of(leaving), nowNs, null);
    }

    private Outcome solve(List<Candidate> leaving, long nowNs, @Nullable Long consolidationNs) {
        return outcome(world.solver().solve(problem(leaving, nowNs, consolidationNs)));
    }

    private Outcome outcome(Solution solution) {
        return new Outcome(
                solution.claims().stream().map(WhatIf::truncated).toList(), solution.placements(), obstacle(solution));
    }

    private Problem problem(List<Candidate> leaving, long nowNs, @Nullable Long consolidationNs) {
        solved++;
        IdentityHashMap<StateNode, Boolean> gone = new IdentityHashMap<>();
        List<Pod> pods = new ArrayList<>(state.provisionablePods());
        pods.addAll(state.virtualPods());
        for (Candidate candidate : leaving) {
            gone.put(candidate.node, true);
            addReschedulable(pods, candidate.moving, nowNs);
        }
        List<StateNode> staying = new ArrayList<>();
        for (StateNode node : state.nodes()) {
            if (node.leaving()) {
                addReschedulable(pods, node.pods(), nowNs);
            } else if (!gone.containsKey(node)) {
                staying.add(node);
            }
        }
        List<NodePool> pools = state.pools().stream().filter(world.launches()).toList();
        return new Problem(pods, staying, pools, candidates::typesOf, state, consolidationNs);
    }

    private void addReschedulable(List<Pod> pods, Iterable<Pod> of, long nowNs) {
        for (Pod pod : of) {
            if (candidates.limits().reschedulable(pod, nowNs)) {
                pods.add(pod);
            }
        }
    }

    private static PlannedClaim truncated(PlannedClaim claim) {
        List<InstanceType> options = claim.options();
        return options.size() <= PlannedClaim.MAX_TYPES
                ? claim
                : claim.withOptions(options.subList(0, PlannedClaim.MAX_TYPES));
    }

    private @Nullable String obstacle(Solution solution) {
        for (Solution.Unplaced unplaced : solution.unplaced()) {
            if (!unplaced.pod().provisionable()) {
                return "pod " + unplaced.pod().key() + " would have no place: " + unplaced.sentence();
            }
        }
        for (Solution.Placement placement : solution.placements()) {
            if (!placement.node().initialized()) {
                for (Pod pod : placement.pods()) {
                    if (!pod.provisionable() && !leavesAnyway(pod)) {
                        return "pod " + pod.key() + " would need "
                                + placement.node().name() + ", which is not initialised yet";
                    }
                }
            }
        }
        return null;
    }

    private boolean leavesAnyway(Pod pod) {
        StateNode node = pod.nodeName() == null ? null : state.ofNode(pod.nodeName());
        return node != null && node.leaving();
    }
}
