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
     * The same cluster in which nothing helps: a type costs what its CPUs cost, squared, so that merging does not pay, and
     * the nodes that could go all the same are annotated not to be disrupted.
     */
    BenchCluster fruitless() {
        BenchCluster dear = new BenchCluster(
                new CopiedCluster(state).times(1),
                nowNs,
                types.stream().map(BenchCluster::byItsCpus).toList(),
                options);
        DisruptionBench.Pieces pieces = new DisruptionBench.Pieces(dear);
        pieces.gaining().forEach(candidate -> dear.keep(candidate.claim.name()));
        DisruptionPlanner planner = dear.newPlanner();
        for (Optional<Command> next = planner.plan(nowNs); next.isPresent(); next = planner.plan(nowNs)) {
            next.get().candidates().forEach(dear::keep);
        }
        return dear;
    }

    private static InstanceType byItsCpus(InstanceType type) {
        long cpus = type.capacity().cpuMilli() / 1_000;
        List<Offering> offerings = type.offerings().stream()
                .map(o -> new Offering(o.zone(), o.capacityType(), 10_000 * cpus * cpus, o.available()))
                .toList();
        return new InstanceType(type.name(), type.capacity(), type.overhead(), type.labels(), offerings);
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
