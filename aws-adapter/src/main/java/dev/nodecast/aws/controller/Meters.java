package dev.nodecast.aws.controller;

import dev.nodecast.aws.kubernetes.ClusterTally;
import dev.nodecast.aws.kubernetes.SaidCondition;
import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.journal.Note;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.port.Observation;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What the controller did, under the names that Karpenter v1 gives its metrics, and under two older ones that dashboards still ask
 * for: {@code karpenter_provisioning_duration_seconds} and {@code karpenter_interruption_actions_performed_total}. Written on the
 * loop's thread, read from any. How the cluster is, say {@link dev.nodecast.aws.metrics.ClusterGauges}.
 */
final class Meters implements Journal, ClusterTally {

    private static final Set<String> OF_OTHERS = Set.of("Deleted", "NodeDeleted", "NodePoolDeleted");

    /** The Prometheus library keeps {@code created} to itself, and drops it from names; Karpenter does not. */
    private static final String MADE = "made";

    private static final Duration[] LAUNCH_BUCKETS = LongStream.of(
                    500, 1_000, 1_010, 1_020, 1_050, 1_100, 1_200, 1_500, 2_000, 5_000, 10_000, 15_000, 30_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(20),
        Duration.ofSeconds(30),
        Duration.ofSeconds(45),
        Duration.ofSeconds(60),
        Duration.ofSeconds(90),
        Duration.ofSeconds(120),
        Duration.ofSeconds(180),
        Duration.ofSeconds(300),
        Duration.ofSeconds(600)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final String provider;
    private final Function<String, @Nullable NodeClaim> claims;
    private final Timer provisioning = Timer.builder("karpenter.provisioning.duration")
            .description("From the creation of a NodeClaim until its node is initialised.")
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
    private final PodMeters pods;
    private final DisruptionMeters disruption;
    private final Timer launchLatency = Timer.builder("nodecast.pending.to.launch")
            .description(
                    "From the last pod of a batch that was seen waiting until the cloud was asked: the batch window and what comes after it.")
            .serviceLevelObjectives(LAUNCH_BUCKETS)
            .register(registry);

    /**
     * @param provider the name of the cloud, such as aws
     * @param claims the claims that are known, by name
     */
    Meters(String provider, Function<String, @Nullable NodeClaim> claims) {
        this.provider = provider;
        this.claims = claims;
        this.disruption = new DisruptionMeters(registry, claims);
        this.pods =
                new PodMeters(name -> timer("karpenter.pods." + name, "Of a pod that was seen waiting, in seconds."));
    }

    private Timer timer(String name, String description, String... tags) {
        return Timer.builder(name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    String scrape() {
        return registry.scrape().replace("_" + MADE + "_total", "_created_total");
    }

    void launchedAfter(long ns) {
        launchLatency.record(Duration.ofNanos(ns));
    }

    /** Launches that failed, and offerings that had no capacity on the way of others. */
    void observed(long nowNs, Observation observation) {
        pods.observed(nowNs, observation);
        switch (observation) {
            case Observation.LaunchFailed failed -> {
                boolean full = !failed.insufficientCapacity().isEmpty();
                count(
                        "karpenter.cloudprovider.errors",
                        "controller",
                        "nodeclaim.lifecycle",
                        "method",
                        "Create",
                        "provider",
                        provider,
                        "error",
                        full ? "InsufficientCapacityError" : "");
                failed.insufficientCapacity().forEach(this::withoutCapacity);
            }
            case Observation.Launched launched ->
                launched.insufficientCapacity().forEach(this::withoutCapacity);
            default -> {}
        }
    }

    private void withoutCapacity(Observation.Offer offer) {
        count(
                "karpenter.cloudprovider.instance.launch.failures",
                "zone",
                offer.zone(),
                "capacity_type",
                offer.capacityType(),
                "reason",
                "InsufficientInstanceCapacity");
    }

    @Override
    public void record(long nowNs, Decision decision) {
        switch (decision) {
            case Decision.NodeRequested d ->
                count(
                        "karpenter.nodeclaims." + MADE,
                        "nodepool",
                        d.nodePool(),
                        "reason",
                        reason(d.cause()),
                        "min_values_relaxed",
                        "false");
            case Decision.NodeRegistered d ->
                count(
                        "karpenter.nodes." + MADE,
                        "nodepool",
                        pool(d.nodeClaim()),
                        "zone",
                        label(d.nodeClaim(), WellKnown.ZONE));
            case Decision.NodeInitialized d -> initialized(d.nodeClaim(), nowNs);
            case Decision.Disrupt d -> disruption.begun(d);
            case Decision.NodeTerminating d -> terminating(d);
            case Decision.NodeTerminated d -> terminated(d.nodeClaim(), nowNs);
            case Decision.InterruptionReceived d -> interrupted(d);
            case Decision.DisruptionAbandoned d -> disruption.abandoned(d);
            case Decision.Scaled d -> count("nodecast.workloads.scaled", "workload", d.workload());
            case Decision.NodesPacked _,
                    Decision.PodUnschedulable _,
                    Decision.LaunchFailed _,
                    Decision.NodeLaunched _,
                    Decision.RepairBlocked _,
                    Decision.InstanceCollected _ -> {}
        }
    }

    @Override
    public void note(long nowNs, Note note) {
        switch (note) {
            case Note.Nominated nominated -> pods.planned(nowNs, nominated);
            case Note.ConsolidationRejected rejected -> disruption.rejected(rejected);
            default -> {}
        }
    }

    @Override
    public void transition(SaidCondition now, String before, double seconds) {
        String kind = now.kind().toLowerCase(Locale.ROOT);
        count(
                "operator." + kind + ".status.condition.transitions",
                "type",
                now.type(),
                "status",
                now.status(),
                "reason",
                now.reason());
        if (!before.isEmpty()) {
            timer(
                            "operator." + kind + ".status.condition.transition",
                            "How long a condition had a status before it changed.",
                            "type",
                            now.type(),
                            "status",
                            before)
                    .record(Duration.ofSeconds((long) seconds));
        }
        if (now.type().equals("Drained") && now.status().equals("True")) {
            count("karpenter.nodes.drained", "nodepool", pool(now.key().name()));
        }
    }

    @Override
    public void eviction(int code) {
        count("karpenter.pods.eviction.requests", "code", Integer.toString(code));
    }

    @Override
    public void drained(String reason) {
        count("karpenter.pods.drained", "reason", reason);
    }

    private static String reason(String cause) {
        return cause.equals("provisioning") ? "provisioned" : cause;
    }

    private void initialized(String name, long nowNs) {
        NodeClaim claim = claims.apply(name);
        if (claim != null) {
            provisioning.record(nanos(nowNs - claim.meta().createdNs()));
        }
    }

    /** What somebody else deleted, Karpenter does not count as disrupted. */
    private void terminating(Decision.NodeTerminating terminating) {
        String claim = terminating.nodeClaim();
        disruption.carriedOut(claim);
        if (!OF_OTHERS.contains(terminating.cause())) {
            count(
                    "karpenter.nodeclaims.disrupted",
                    "nodepool",
                    pool(claim),
                    "reason",
                    lower(terminating.cause()),
                    "capacity_type",
                    label(claim, WellKnown.CAPACITY_TYPE));
        }
    }

    private void terminated(String claim, long nowNs) {
        count(
                "karpenter.nodeclaims.terminated",
                "nodepool",
                pool(claim),
                "capacity_type",
                label(claim, WellKnown.CAPACITY_TYPE),
                "zone",
                label(claim, WellKnown.ZONE));
        NodeClaim known = claims.apply(claim);
        if (known != null && known.registered()) {
            count("karpenter.nodes.terminated", "nodepool", pool(claim), "zone", label(claim, WellKnown.ZONE));
        }
        Long since = known == null ? null : known.meta().deletionNs();
        if (since != null) {
            took(
                            "karpenter.nodeclaims.termination.duration",
                            "From the deletion of a NodeClaim until it is gone.",
                            claim)
                    .record(nanos(nowNs - since));
        }
        Long registeredNs = known == null ? null : known.status().registeredNs();
        if (since != null && registeredNs != null) {
            took("karpenter.nodes.termination.duration", "From the deletion of a node's claim until it is gone.", claim)
                    .record(nanos(nowNs - since));
            took("karpenter.nodes.lifetime.duration", "From the registration of a node until it is gone.", claim)
                    .record(nanos(nowNs - registeredNs));
        }
    }

    private Timer took(String name, String description, String claim) {
        return timer(name, description, "nodepool", pool(claim));
    }

    private static Duration nanos(long ns) {
        return Duration.ofNanos(Math.max(0, ns));
    }

    private void interrupted(Decision.InterruptionReceived interruption) {
        boolean acted = !interruption.kind().equals("REBALANCE_RECOMMENDATION");
        count("karpenter.interruption.actions.performed", "action", acted ? "CordonAndDrain" : "NoAction");
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private void count(String name, String... tags) {
        registry.counter(name, tags).increment();
    }

    private String pool(String claim) {
        NodeClaim known = claims.apply(claim);
        String pool = known == null ? null : known.nodePool();
        return pool == null ? "" : pool;
    }

    private String label(String claim, String key) {
        NodeClaim known = claims.apply(claim);
        String value = known == null ? null : known.meta().labels().get(key);
        return value == null ? "" : value;
    }
}
