package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.decide.CaseFolder;
import dev.nodecast.scheduler.decide.DecisionInput;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.provisioning.Solver;
import dev.nodecast.scheduler.provisioning.SolverOptions;
import dev.nodecast.scheduler.provisioning.reference.ReferenceData;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A large cluster of the reference, or one made of it. */
record BenchCluster(ClusterState state, long nowNs, List<InstanceType> types, SolverOptions options) {

    static BenchCluster read(String name) {
        String objects = "bench/" + name + "/input.yaml.gz";
        DecisionInput input = new CaseFolder()
                .read(ReferenceData.ROOT.resolve("bench", name), SourceText.of(objects, ReferenceData.text(objects)));
        List<InstanceType> types =
                input.instanceTypes().apply(input.cluster().pools().iterator().next());
        return new BenchCluster(input.cluster(), input.nowNs(), types, input.options());
    }

    BenchCluster times(int copies) {
        return new BenchCluster(new CopiedCluster(state).times(copies), nowNs, types, options);
    }

    DisruptionPlanner.World world() {
        Clock clock = new Clock() {
            @Override
            public long nowNs() {
                return nowNs;
            }

            @Override
            public Instant origin() {
                return Instant.EPOCH;
            }
        };
        return new DisruptionPlanner.World(state, clock, pool -> types, new Solver(options));
    }

    DisruptionPlanner newPlanner() {
        return new DisruptionPlanner(world(), ConsolidationOptions.DEFAULT);
    }

    /**
     * The same cluster with the prices of replacements raised until nothing helps: what nodes were bought as is sold out at
     * its price, and everything else costs a hundred times as much. The few nodes whose pods fit into the room of others
     * could go all the same; they are annotated not to be disrupted.
     */
    BenchCluster fruitless() {
        BenchCluster dear = new BenchCluster(
                new CopiedCluster(state).times(1),
                nowNs,
                types.stream().map(this::raised).toList(),
                options);
        DisruptionBench.Pieces pieces = new DisruptionBench.Pieces(dear);
        pieces.gaining().forEach(candidate -> dear.keep(candidate.claim.name()));
        DisruptionPlanner planner = dear.newPlanner();
        for (Optional<Command> next = planner.plan(nowNs); next.isPresent(); next = planner.plan(nowNs)) {
            next.get().candidates().forEach(dear::keep);
        }
        return dear;
    }

    private InstanceType raised(InstanceType type) {
        return type.withOfferings(type.offerings().stream()
                .map(offering -> bought(type, offering)
                        ? offering.withAvailable(false)
                        : offering.withPrice(100 * offering.priceMicroUsdPerHour()))
                .toList());
    }

    private boolean bought(InstanceType type, Offering offering) {
        return state.nodes().stream()
                .map(StateNode::labels)
                .anyMatch(labels -> labels.has(WellKnown.INSTANCE_TYPE, type.name())
                        && labels.has(WellKnown.ZONE, offering.zone())
                        && labels.has(WellKnown.CAPACITY_TYPE, offering.capacityType()));
    }

    private void keep(String claim) {
        StateNode standing = state.ofClaim(claim);
        Node node = standing == null ? null : standing.node();
        if (node != null) {
            state.see(node.withMeta(
                    node.meta().withAnnotations(node.meta().annotations().with(WellKnown.DO_NOT_DISRUPT, "true"))));
        }
    }
}
