package dev.nodecast.scenarios.file;

import dev.nodecast.scenarios.file.binding.Doc;
import dev.nodecast.scenarios.file.value.Bytes;
import dev.nodecast.scenarios.file.value.RateDistribution;
import dev.nodecast.scenarios.file.value.TimeDistribution;
import dev.nodecast.sim.random.Distribution;
import dev.nodecast.sim.world.spec.CloudTimings;
import dev.nodecast.sim.world.spec.NodeStartup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Facts about the cluster that no manifest states. */
public record ClusterFacts(
        @Doc("Kubernetes version of the control plane: decides its price and what the API server accepts.")
        String kubernetesVersion,

        @Doc("Zones with subnets; empty for all of the region.")
        List<String> zones,

        @Doc("Whether the NVIDIA device plugin is installed; without it no node offers a GPU.")
        boolean devicePlugin,

        @Doc("Whether nodes may join: instance profile, role and access entry fit together.")
        boolean nodesCanJoin,

        @Doc("Whether interruption queue and EventBridge rules exist, so that the autoscaler hears of interruptions.")
        boolean interruptionQueue,

        @Doc("AWS Node Termination Handler, if installed.") Optional<Handler> terminationHandler,

        @Doc("From EC2's interruption notice to the loss of the instance.")
        Duration interruptionNotice,

        @Doc("By how much a rebalance recommendation precedes the notice; absent where none is sent.")
        Optional<TimeDistribution> rebalanceLead,

        @Doc("Time of each part of a node's start and end.") NodeTimes nodes,

        @Doc("What container images weigh and how fast nodes get them.")
        Images images,

        @Doc("How the pods of a workload start and stop, by namespace/name.")
        Map<String, PodTimes> pods,

        @Doc(
                "What the file system that models are loaded from (EFS) gives all pods together in a second; 0B where only modelRate limits.")
        Bytes modelStoreThroughput,

        @Doc("The throughput mode of that file system, in place of a fixed throughput.")
        ModelStore modelStore,

        @Doc("Nodes that break on their own; none by default.")
        Optional<NodeFailure> nodeFailures,

        @Doc("Whether broken nodes are replaced (Karpenter's feature gate NodeRepair).")
        boolean nodeRepair,

        @Doc("Changes after which the cloud would launch nodes differently, such as a new machine image.")
        List<Rollout> rollouts) {

    public static final ClusterFacts DEFAULTS = new ClusterFacts(
            "1.34",
            List.of(),
            true,
            true,
            true,
            Optional.empty(),
            Duration.ofMinutes(2),
            Optional.empty(),
            NodeTimes.DEFAULTS,
            Images.DEFAULTS,
            Map.of(),
            new Bytes(0),
            ModelStore.DEFAULTS,
            Optional.empty(),
            false,
            List.of());

    /** Amazon EFS as the store of models and checkpoints. */
    public record ModelStore(
            @Doc(
                    "fixed: modelStoreThroughput, for reads and writes alike; elastic, provisioned, bursting: EFS' throughput modes, with the limits of its user guide.")
            Mode mode,

            @Doc("Throughput a second that is provisioned; reads are metered at a third.")
            Bytes provisioned,

            @Doc("bursting: what is stored, which decides baseline and burst.")
            Bytes stored,

            @Doc("bursting: burst credits at the start; a new file system has 2.1 TiB.")
            Bytes credits) {

        public static final ModelStore DEFAULTS =
                new ModelStore(Mode.FIXED, Bytes.ofGib(1), Bytes.ofGib(100), Bytes.ofGib(2150));
    }

    /** EFS' throughput modes, and a fixed throughput. */
    public enum Mode {
        FIXED,
        ELASTIC,
        PROVISIONED,
        BURSTING
    }

    /** How nodes break. */
    public record NodeFailure(
            @Doc("From a node's readiness until it breaks.") TimeDistribution after,

            @Doc("What breaks: how long it is tolerated before repair depends on it.")
            Part part) {

        public static final NodeFailure DEFAULTS = new NodeFailure(
                new TimeDistribution(Distribution.exponential(30 * 24 * 3600)), Part.ACCELERATED_HARDWARE);

        /** What breaks; all but the kubelet are told by the EKS node monitoring agent. */
        public enum Part {
            KUBELET("Ready"),
            ACCELERATED_HARDWARE("AcceleratedHardwareReady"),
            STORAGE("StorageReady"),
            NETWORKING("NetworkingReady"),
            KERNEL("KernelReady"),
            CONTAINER_RUNTIME("ContainerRuntimeReady");

            private final String condition;

            Part(String condition) {
                this.condition = condition;
            }

            /** The condition of the node that says so. */
            public String condition() {
                return condition;
            }
        }
    }

    /** A change of node classes during the run: nodes launched before it have drifted. */
    public record Rollout(
            @Doc(value = "When, from the start.", required = true)
            Duration at,

            @Doc("Whose nodes drift; empty for all NodePools.")
            String nodePool,

            @Doc("The reason that the cloud gives: AMIDrift, SubnetDrift, SecurityGroupDrift, NodeClassDrift.")
            String reason) {

        public static final Rollout DEFAULTS = new Rollout(Duration.ZERO, "", "AMIDrift");
    }

    /** AWS Node Termination Handler in daemon set mode. */
    public record Handler(
            @Doc("Grace period that it gives to pods when it drains; 0s for the pods' own.")
            Duration podGracePeriod,

            @Doc("Time between its looks at the instance metadata.")
            Duration poll) {

        public static final Handler DEFAULTS = new Handler(Duration.ZERO, Duration.ofSeconds(2));
    }

    /** Parts of a node's start and end, each a time or a distribution. */
    public record NodeTimes(
            @Doc("A call of CreateFleet until its answer.") TimeDistribution fleetCall,

            @Doc("From the answer until the instance runs and is billed.")
            TimeDistribution launch,

            @Doc("From a running instance to the kubelet's registration.")
            TimeDistribution boot,

            @Doc("From registration to Ready (network plugin).")
            TimeDistribution ready,

            @Doc("From Ready until startup taints are removed by their owner.")
            TimeDistribution startupTaints,

            @Doc("From Ready until the device plugin has registered its GPUs.")
            TimeDistribution devicePlugin,

            @Doc("From TerminateInstances until the instance is terminated; its bill ends at the call.")
            TimeDistribution shutdown,

            @Doc("From the loss of an instance until its Node is deleted.")
            TimeDistribution lostNode,

            @Doc("From the deletion of a Node until the garbage collector removes its pods.")
            TimeDistribution podGarbageCollection) {

        public static final NodeTimes DEFAULTS = new NodeTimes(
                new TimeDistribution(CloudTimings.DEFAULT.fleetCallS()),
                new TimeDistribution(CloudTimings.DEFAULT.pendingS()),
                new TimeDistribution(NodeStartup.DEFAULT.bootS()),
                new TimeDistribution(NodeStartup.DEFAULT.readyS()),
                new TimeDistribution(NodeStartup.DEFAULT.startupTaintsS()),
                new TimeDistribution(NodeStartup.DEFAULT.devicePluginS()),
                new TimeDistribution(CloudTimings.DEFAULT.shutdownS()),
                new TimeDistribution(NodeStartup.DEFAULT.lostNodeS()),
                new TimeDistribution(NodeStartup.DEFAULT.podGcS()));
    }

    /**
     * Container images. The default rate is the middle of what is published for pull and unpack on GPU nodes (20 to 80
     * MB/s).
     */
    public record Images(
            @Doc("Compressed size by image name.") Map<String, Bytes> sizes,
            @Doc("Size of images that are not named.") Bytes defaultSize,
            @Doc("Pull and unpack rate of a node.") RateDistribution pullRate) {

        public static final Images DEFAULTS =
                new Images(Map.of(), new Bytes(1_000_000_000), new RateDistribution(Distribution.lognormal(50e6, 0.4)));
    }

    /** How pods of a workload start and stop. */
    public record PodTimes(
            @Doc("From the image to a running container.") TimeDistribution containerStart,

            @Doc("What the application loads before it can work; 0B for nothing.")
            Bytes model,

            @Doc("Rate of that load, such as EFS' per client.")
            RateDistribution modelRate,

            @Doc("From the loaded application to a successful readiness probe.")
            TimeDistribution readiness,

            @Doc("From SIGTERM to the exit of an application that has nothing to finish.")
            TimeDistribution exit,

            @Doc("Time of work until the container crashes, for lack of memory for one; never where absent.")
            Optional<TimeDistribution> crashAfter,

            @Doc(
                    "Whether the manifest's probes are run: readiness then comes from them, and a container that loads for longer than its startup or liveness probe allows is restarted.")
            boolean probes) {

        public static final PodTimes DEFAULTS = new PodTimes(
                TimeDistribution.constant(1),
                new Bytes(0),
                new RateDistribution(Distribution.lognormal(300e6, 0.3)),
                TimeDistribution.constant(1),
                TimeDistribution.constant(1),
                Optional.empty(),
                false);
    }
}
