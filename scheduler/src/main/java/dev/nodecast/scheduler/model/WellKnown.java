package dev.nodecast.scheduler.model;

/** Names that Kubernetes, Karpenter and the AWS provider give to labels, taints and annotations. */
public final class WellKnown {

    public static final String INSTANCE_TYPE = "node.kubernetes.io/instance-type";
    public static final String ARCH = "kubernetes.io/arch";
    public static final String OS = "kubernetes.io/os";
    public static final String HOSTNAME = "kubernetes.io/hostname";
    public static final String ZONE = "topology.kubernetes.io/zone";
    public static final String REGION = "topology.kubernetes.io/region";

    public static final String CAPACITY_TYPE = "karpenter.sh/capacity-type";
    public static final String SPOT = "spot";
    public static final String ON_DEMAND = "on-demand";
    public static final String RESERVED = "reserved";

    public static final String CAPACITY_RESERVATION_ID = "karpenter.k8s.aws/capacity-reservation-id";
    public static final String CAPACITY_RESERVATION_TYPE = "karpenter.k8s.aws/capacity-reservation-type";
    public static final String CAPACITY_RESERVATION_INTERRUPTIBLE =
            "karpenter.k8s.aws/capacity-reservation-interruptible";

    public static final String NODE_POOL = "karpenter.sh/nodepool";
    public static final String REGISTERED = "karpenter.sh/registered";
    public static final String INITIALIZED = "karpenter.sh/initialized";
    /** Says of a node that its kubelet registers it with all its taints. */
    public static final String DO_NOT_SYNC_TAINTS = "karpenter.sh/do-not-sync-taints";

    public static final String DO_NOT_DISRUPT = "karpenter.sh/do-not-disrupt";
    public static final String NODE_POOL_HASH = "karpenter.sh/nodepool-hash";
    public static final String NODE_POOL_HASH_VERSION = "karpenter.sh/nodepool-hash-version";

    /** On a claim that is ending: when its grace period is over. */
    public static final String TERMINATION_TIMESTAMP = "karpenter.sh/nodeclaim-termination-timestamp";

    public static final String PRICE_OVERLAY_APPLIED = "karpenter.sh/price-overlay-applied";
    public static final String CAPACITY_OVERLAY_APPLIED = "karpenter.sh/capacity-overlay-applied";
    public static final String POD_DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";

    /** Taint of a node that the disruption controller is about to remove. */
    public static final Taint DISRUPTED = new Taint("karpenter.sh/disrupted", "", Taint.Effect.NO_SCHEDULE);

    /** Taint of a node that has not been registered by the control loop yet. */
    public static final Taint UNREGISTERED = new Taint("karpenter.sh/unregistered", "", Taint.Effect.NO_EXECUTE);

    public static final Taint NOT_READY = new Taint("node.kubernetes.io/not-ready", "", Taint.Effect.NO_SCHEDULE);

    /** What the node lifecycle controller taints a cordoned node with. */
    public static final Taint UNSCHEDULABLE =
            new Taint("node.kubernetes.io/unschedulable", "", Taint.Effect.NO_SCHEDULE);

    private WellKnown() {}
}
