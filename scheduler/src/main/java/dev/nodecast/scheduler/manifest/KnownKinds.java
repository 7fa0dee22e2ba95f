package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.KnownKind.Skipped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The kinds that are read, and those that are known and left alone. */
final class KnownKinds {

    private static final List<String> KARPENTER = List.of("v1", "v1beta1");
    private static final List<String> V1 = List.of("v1");

    /** Groups of add-ons whose objects neither make pods of their own nor say anything about nodes. */
    private static final List<String> HARMLESS_GROUPS = List.of(
            "rbac.authorization.k8s.io",
            "networking.k8s.io",
            "gateway.networking.k8s.io",
            "storage.k8s.io",
            "snapshot.storage.k8s.io",
            "apiextensions.k8s.io",
            "apiregistration.k8s.io",
            "admissionregistration.k8s.io",
            "coordination.k8s.io",
            "discovery.k8s.io",
            "events.k8s.io",
            "certificates.k8s.io",
            "node.k8s.io",
            "flowcontrol.apiserver.k8s.io",
            "monitoring.coreos.com",
            "cert-manager.io",
            "acme.cert-manager.io",
            "external-secrets.io",
            "secrets-store.csi.x-k8s.io",
            "bitnami.com",
            "networking.istio.io",
            "security.istio.io",
            "kyverno.io",
            "kustomize.config.k8s.io",
            "elbv2.k8s.aws",
            "vpcresources.k8s.aws",
            "crd.k8s.amazonaws.com",
            "eksctl.io");

    private static final Map<String, KnownKind> BY_KIND = new LinkedHashMap<>();

    static {
        add(KnownKind.read("karpenter.sh", "NodePool", KARPENTER, false, NodePoolReader::read));
        add(KnownKind.read("karpenter.sh", "NodeClaim", KARPENTER, false, NodeClaimReader::read));
        add(KnownKind.read("karpenter.sh", "NodeOverlay", List.of("v1alpha1"), false, NodeOverlayReader::read));
        add(KnownKind.read("karpenter.k8s.aws", "EC2NodeClass", KARPENTER, false, Ec2NodeClassReader::read));
        add(KnownKind.read("apps", "Deployment", V1, true, WorkloadReader::deployment));
        add(KnownKind.read("apps", "DaemonSet", V1, true, WorkloadReader::daemonSet));
        add(KnownKind.read("autoscaling", "HorizontalPodAutoscaler", List.of("v2"), true, HpaReader::read));
        add(KnownKind.read("keda.sh", "ScaledObject", List.of("v1alpha1"), true, ScaledObjectReader::read));
        add(KnownKind.read("policy", "PodDisruptionBudget", V1, true, PolicyReader::disruptionBudget));
        add(KnownKind.read("scheduling.k8s.io", "PriorityClass", V1, false, PolicyReader::priorityClass));
        add(KnownKind.read(
                "autoscaling.x-k8s.io",
                "CapacityBuffer",
                List.of("v1beta1", "v1alpha1"),
                true,
                CapacityBufferReader::read));
        add(KnownKind.read("", "PodTemplate", V1, true, CapacityBufferReader::podTemplate));
        add(KnownKind.read("", "Node", V1, false, NodeReader::read));
        add(KnownKind.read("", "Pod", V1, true, PodObjectReader::read));
        add(KnownKind.read("", "Namespace", V1, false, NamespaceReader::read));
        add(KnownKind.read("", "PersistentVolumeClaim", V1, true, StorageReader::claim));
        add(KnownKind.read("", "PersistentVolume", V1, false, StorageReader::volume));
        add(KnownKind.read("storage.k8s.io", "StorageClass", V1, false, StorageReader::storageClass));
        add(KnownKind.read("storage.k8s.io", "CSINode", V1, false, StorageReader::csiNode));
        skip("", Skipped.HARMLESS, "Service", "ConfigMap", "Secret", "ServiceAccount", "Endpoints", "Event");
        skip("", Skipped.HARMLESS, "LimitRange", "ResourceQuota");
        skip("apps", Skipped.HARMLESS, "ControllerRevision");
        skip("keda.sh", Skipped.HARMLESS, "TriggerAuthentication", "ClusterTriggerAuthentication");
        skip("karpenter.kwok.sh", Skipped.HARMLESS, "KWOKNodeClass");
        skip("", Skipped.MAKES_PODS, "ReplicationController");
        add(KnownKind.workload("apps", "StatefulSet", OtherWorkloadReader::replicated));
        add(KnownKind.workload("apps", "ReplicaSet", OtherWorkloadReader::replicated));
        add(KnownKind.workload("batch", "Job", OtherWorkloadReader::job));
        skip("batch", Skipped.MAKES_PODS, "CronJob");
        skip("keda.sh", Skipped.MAKES_PODS, "ScaledJob");
        skip("argoproj.io", Skipped.MAKES_PODS, "Rollout");
    }

    private KnownKinds() {}

    /** The kind with this name in this group. */
    static Optional<KnownKind> find(String group, String kind) {
        KnownKind known = BY_KIND.get(group + "/" + kind);
        if (known != null) {
            return Optional.of(known);
        }
        return HARMLESS_GROUPS.contains(group)
                ? Optional.of(KnownKind.skip(group, kind, Skipped.HARMLESS))
                : Optional.empty();
    }

    /** A kind with this name in any group. */
    static Optional<KnownKind> inAnyGroup(String kind) {
        return BY_KIND.values().stream()
                .filter(known -> known.kind().equals(kind))
                .findFirst();
    }

    /** The names of all kinds. */
    static Collection<String> names() {
        TreeSet<String> names = new TreeSet<>();
        BY_KIND.values().forEach(known -> names.add(known.kind()));
        return names;
    }

    private static void add(KnownKind kind) {
        BY_KIND.put(kind.group() + "/" + kind.kind(), kind);
    }

    private static void skip(String group, Skipped why, String... kinds) {
        for (String kind : kinds) {
            add(KnownKind.skip(group, kind, why));
        }
    }
}
