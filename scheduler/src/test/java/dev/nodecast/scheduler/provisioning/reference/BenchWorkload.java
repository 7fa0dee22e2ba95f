package dev.nodecast.scheduler.provisioning.reference;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.provisioning.PendingWork;
import dev.nodecast.scheduler.provisioning.Problem;
import dev.nodecast.scheduler.provisioning.SolverOptions;
import dev.nodecast.scheduler.requirements.KnownLabels;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.List;
import java.util.TreeSet;

/** The workload of Karpenter's own scheduling benchmark, and how long Karpenter took for it. */
final class BenchWorkload {

    private final List<InstanceType> types;
    private final SolverOptions options;

    BenchWorkload() {
        Tree catalogue = ReferenceData.json("bench/bench-instance-types-400.json");
        types = catalogue.at("instanceTypes").list().stream()
                .map(ReferenceData::instanceType)
                .toList();
        options = new SolverOptions(
                KnownLabels.KARPENTER.withWellKnown(
                        new TreeSet<>(catalogue.at("wellKnownLabels").texts())),
                SolverOptions.Preferences.RESPECT,
                SolverOptions.MinValues.STRICT);
    }

    List<InstanceType> types() {
        return types;
    }

    SolverOptions options() {
        return options;
    }

    Problem problem(int pods) {
        Tree workload = ReferenceData.json("bench/bench-workload-" + pods + ".json.gz");
        ClusterState cluster = new ClusterState();
        workload.at("nodePools").list().forEach(object -> ClusterObjects.see(object, cluster));
        workload.at("pods").list().forEach(object -> ClusterObjects.see(object, cluster));
        return PendingWork.problem(cluster, pool -> types, pod -> false);
    }

    /** Karpenter's measurements with one worker. */
    static Tree karpenter(int pods) {
        return ReferenceData.json("bench/karpenter-times.json").at("results").list().stream()
                .filter(r -> r.at("workload").text().equals(Integer.toString(pods)))
                .filter(r -> r.at("numConcurrentReconciles").text().equals("1"))
                .findFirst()
                .orElseThrow();
    }
}
