package dev.nodecast.scheduler.provisioning.reference;

import dev.nodecast.scheduler.provisioning.PendingWork;
import dev.nodecast.scheduler.provisioning.Problem;
import dev.nodecast.scheduler.provisioning.Solution;
import dev.nodecast.scheduler.provisioning.Solver;
import dev.nodecast.scheduler.provisioning.SolverOptions;
import dev.nodecast.scheduler.state.ClusterState;

/** One provisioning case: a cluster, a catalogue, options, and what Karpenter decided. */
final class ReferenceCase {

    final Tree description;
    final Tree expected;
    private final ClusterState cluster = new ClusterState();
    private final ReferenceCatalogue catalogue;

    ReferenceCase(String name) {
        String folder = "provisioning/" + name + "/";
        description = ReferenceData.json(folder + "case.json");
        expected = ReferenceData.json(folder + "expected.json");
        ReferenceData.yaml(folder + "input.yaml").forEach(object -> ClusterObjects.see(object, cluster));
        catalogue = new ReferenceCatalogue(description);
    }

    ClusterState cluster() {
        return cluster;
    }

    SolverOptions options() {
        return catalogue.options;
    }

    Problem problem() {
        return PendingWork.problem(cluster, pool -> catalogue.types, pod -> false);
    }

    Solution solve() {
        return new Solver(catalogue.options).solve(problem());
    }
}
