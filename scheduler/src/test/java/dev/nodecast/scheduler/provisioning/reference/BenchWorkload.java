package dev.nodecast.scheduler.provisioning.reference;

import dev.nodecast.scheduler.catalog.list.InstanceTypeList;
import dev.nodecast.scheduler.catalog.list.InstanceTypeListReader;
import dev.nodecast.scheduler.decide.ClusterObjects;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.manifest.ManifestReader;
import dev.nodecast.scheduler.manifest.tree.ListNode;
import dev.nodecast.scheduler.manifest.tree.MapNode;
import dev.nodecast.scheduler.manifest.tree.TreeNode;
import dev.nodecast.scheduler.manifest.tree.YamlReader;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.provisioning.PendingWork;
import dev.nodecast.scheduler.provisioning.Problem;
import dev.nodecast.scheduler.provisioning.SolverOptions;
import dev.nodecast.scheduler.requirements.KnownLabels;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.ArrayList;
import java.util.List;

/** The workload of Karpenter's own scheduling benchmark, and how long Karpenter took for it. */
final class BenchWorkload {

    private final List<InstanceType> types;
    private final SolverOptions options;

    BenchWorkload() {
        String file = "bench/bench-instance-types-400.json";
        Diagnostics diagnostics = new Diagnostics();
        InstanceTypeList catalogue =
                new InstanceTypeListReader(diagnostics).read(SourceText.of(file, ReferenceData.text(file)));
        diagnostics.throwIfErrors();
        types = catalogue.types();
        options = new SolverOptions(
                KnownLabels.KARPENTER.withWellKnown(catalogue.wellKnownLabels()),
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
        String file = "bench/bench-workload-" + pods + ".json.gz";
        Diagnostics diagnostics = new Diagnostics();
        List<TreeNode> objects = new ArrayList<>();
        for (TreeNode root : new YamlReader(diagnostics).read(SourceText.of(file, ReferenceData.text(file)))) {
            objects.addAll(list(root, "nodePools"));
            objects.addAll(list(root, "pods"));
        }
        ClusterState cluster =
                ClusterObjects.state(ManifestReader.ofStoredObjects(diagnostics).readTrees(objects));
        diagnostics.throwIfErrors();
        return PendingWork.problem(cluster, pool -> types, pod -> false);
    }

    private static List<TreeNode> list(TreeNode root, String key) {
        return root instanceof MapNode map && map.get(key).orElseThrow() instanceof ListNode list
                ? list.items()
                : List.of();
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
