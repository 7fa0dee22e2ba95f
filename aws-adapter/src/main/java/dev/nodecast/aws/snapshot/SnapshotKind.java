package dev.nodecast.aws.snapshot;

import java.util.List;
import java.util.Optional;

/** The kinds of objects that a snapshot holds. */
record SnapshotKind(String group, String version, String kind, String plural, boolean namespaced) {

    static final String NODE = "Node";

    static final List<SnapshotKind> ALL = List.of(
            new SnapshotKind("", "v1", NODE, "nodes", false),
            new SnapshotKind("scheduling.k8s.io", "v1", "PriorityClass", "priorityclasses", false),
            new SnapshotKind("storage.k8s.io", "v1", "StorageClass", "storageclasses", false),
            new SnapshotKind("karpenter.sh", "v1", "NodePool", "nodepools", false),
            new SnapshotKind("karpenter.sh", "v1alpha1", "NodeOverlay", "nodeoverlays", false),
            new SnapshotKind("karpenter.k8s.aws", "v1", "EC2NodeClass", "ec2nodeclasses", false),
            new SnapshotKind("apps", "v1", "DaemonSet", "daemonsets", true),
            new SnapshotKind("apps", "v1", "Deployment", "deployments", true),
            new SnapshotKind("apps", "v1", "StatefulSet", "statefulsets", true),
            new SnapshotKind("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", true),
            new SnapshotKind("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", true),
            new SnapshotKind("keda.sh", "v1alpha1", "ScaledObject", "scaledobjects", true),
            new SnapshotKind("autoscaling.x-k8s.io", "v1beta1", "CapacityBuffer", "capacitybuffers", true));

    /** The kind of an object; empty where a snapshot does not hold such objects. */
    static Optional<SnapshotKind> of(Object object) {
        String apiVersion = Tree.text(object, "apiVersion");
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        String kind = Tree.text(object, "kind");
        return ALL.stream()
                .filter(known -> known.kind.equals(kind) && known.group.equals(group))
                .findFirst();
    }
}
