package dev.nodecast.aws.kubernetes;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/**
 * The kinds of objects that are watched, in the order in which those that are there already are told of: what others stand on
 * first; pods before claims, so that being bound when the controller begins is no event of a pod.
 */
public enum WatchedKind {
    NAMESPACE("", "v1", "Namespace", "namespaces", false),
    PRIORITY_CLASS("scheduling.k8s.io", "v1", "PriorityClass", "priorityclasses", false),
    STORAGE_CLASS("storage.k8s.io", "v1", "StorageClass", "storageclasses", false),
    CSI_NODE("storage.k8s.io", "v1", "CSINode", "csinodes", false),
    PERSISTENT_VOLUME("", "v1", "PersistentVolume", "persistentvolumes", false),
    PERSISTENT_VOLUME_CLAIM("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", true),
    NODE_OVERLAY("karpenter.sh", "v1alpha1", "NodeOverlay", "nodeoverlays", false, Need.IF_THERE),
    NODE_POOL("karpenter.sh", "v1", "NodePool", "nodepools", false),
    DAEMON_SET("apps", "v1", "DaemonSet", "daemonsets", true),
    POD_DISRUPTION_BUDGET("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", true),
    DEPLOYMENT("apps", "v1", "Deployment", "deployments", true, Need.FOR_SCALES),
    STATEFUL_SET("apps", "v1", "StatefulSet", "statefulsets", true, Need.FOR_SCALES),
    REPLICA_SET("apps", "v1", "ReplicaSet", "replicasets", true, Need.FOR_SCALES),
    POD_TEMPLATE("", "v1", "PodTemplate", "podtemplates", true, Need.FOR_BUFFERS),
    VOLUME_ATTACHMENT("storage.k8s.io", "v1", "VolumeAttachment", "volumeattachments", false),
    NODE("", "v1", "Node", "nodes", false),
    POD("", "v1", "Pod", "pods", true),
    NODE_CLAIM("karpenter.sh", "v1", "NodeClaim", "nodeclaims", false),
    CAPACITY_BUFFER("autoscaling.x-k8s.io", "v1beta1", "CapacityBuffer", "capacitybuffers", true, Need.IF_THERE),
    HORIZONTAL_POD_AUTOSCALER(
            "autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", true, Need.FOR_AUTOSCALING),
    SCALED_OBJECT("keda.sh", "v1alpha1", "ScaledObject", "scaledobjects", true, Need.FOR_AUTOSCALING);

    /** What a kind is needed for. */
    enum Need {
        ALWAYS,
        /** A cluster may do without the kind. */
        IF_THERE,
        /** Only where there are buffers or autoscaling. */
        FOR_SCALES,
        FOR_BUFFERS,
        FOR_AUTOSCALING
    }

    private final String group;
    private final String version;
    private final String kind;
    private final String plural;
    private final boolean namespaced;
    private final Need need;

    WatchedKind(String group, String version, String kind, String plural, boolean namespaced) {
        this(group, version, kind, plural, namespaced, Need.ALWAYS);
    }

    WatchedKind(String group, String version, String kind, String plural, boolean namespaced, Need need) {
        this.group = group;
        this.version = version;
        this.kind = kind;
        this.plural = plural;
        this.namespaced = namespaced;
        this.need = need;
    }

    String kind() {
        return kind;
    }

    String group() {
        return group;
    }

    boolean namespaced() {
        return namespaced;
    }

    /** Whether a cluster without the kind cannot be worked with. */
    public boolean required() {
        return need == Need.ALWAYS;
    }

    /**
     * Whether the kind is to be watched at all.
     *
     * @param autoscaling whether workloads are scaled
     * @param buffers whether the cluster has capacity buffers
     */
    public boolean wanted(boolean autoscaling, boolean buffers) {
        return switch (need) {
            case ALWAYS, IF_THERE -> true;
            case FOR_SCALES -> autoscaling || buffers;
            case FOR_BUFFERS -> buffers;
            case FOR_AUTOSCALING -> autoscaling;
        };
    }

    String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** As people name it: {@code nodepools.karpenter.sh}. */
    public String resource() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    ResourceDefinitionContext context() {
        return new ResourceDefinitionContext.Builder()
                .withGroup(group.isEmpty() ? null : group)
                .withVersion(version)
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(namespaced)
                .build();
    }

    /** The path of all objects of the kind. */
    public String path() {
        return base() + "/" + plural;
    }

    /** The path of a cluster-wide object. */
    String path(String name) {
        return path() + "/" + name;
    }

    /** The path of an object in a namespace. */
    String path(String namespace, String name) {
        return base() + "/namespaces/" + namespace + "/" + plural + "/" + name;
    }

    private String base() {
        return group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
    }
}
