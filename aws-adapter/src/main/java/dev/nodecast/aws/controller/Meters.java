package dev.nodecast.aws.controller;

import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.port.Observation;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the controller did, under the names that Karpenter v1 gives its metrics, and under two older ones that dashboards still ask
 * for: {@code karpenter_provisioning_duration_seconds} and {@code karpenter_interruption_actions_performed_total}. Written on the
 * loop's thread, read from any. How the cluster is, say {@link dev.nodecast.aws.metrics.ClusterGauges}.
 */
final class Meters implements Journal {

    private static final double NS = 1e9;
    private static final Set<String> OF_OTHERS = Set.of("Deleted", "NodeDeleted", "NodePoolDeleted");

    /** The Prometheus library keeps {@code created} to itself, and drops it from names; Karpenter does not. */
    private static final String MADE = "made";

    private static final double[] LAUNCH_BUCKETS = {0.5, 1, 1.01, 1.02, 1.05, 1.1, 1.2, 1.5, 2, 5, 10, 15, 30};
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
    private final DistributionSummary launchLatency = DistributionSummary.builder("nodecast.pending.to.launch.seconds")
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
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    String scrape() {
        return registry.scrape().replace("_" + MADE + "_total", "_created_total");
    }

    void launchedAfter(long ns) {
        launchLatency.record(ns / NS);
    }

    /** Launches that failed, and offerings that had no capacity on the way of others. */
    void observed(Observation observation) {
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
            case Decision.Disrupt d -> disrupted(d);
            case Decision.NodeTerminating d -> terminating(d);
            case Decision.NodeTerminated d -> terminated(d.nodeClaim(), nowNs);
            case Decision.InterruptionReceived d -> interrupted(d);
            case Decision.DisruptionAbandoned _ -> count("nodecast.disruptions.abandoned");
            case Decision.Scaled d -> count("nodecast.workloads.scaled", "workload", d.workload());
            case Decision.NodesPacked _,
                    Decision.PodUnschedulable _,
                    Decision.LaunchFailed _,
                    Decision.NodeLaunched _,
                    Decision.RepairBlocked _,
                    Decision.InstanceCollected _ -> {}
        }
    }

    private static String reason(String cause) {
        return cause.equals("provisioning") ? "provisioned" : cause;
    }

    private void initialized(String name, long nowNs) {
        NodeClaim claim = claims.apply(name);
        if (claim != null) {
            provisioning.record(
                    Duration.ofNanos(Math.max(0, nowNs - claim.meta().createdNs())));
        }
    }

    private void disrupted(Decision.Disrupt disrupt) {
        String decision = disrupt.replacements().isEmpty() ? "delete" : "replace";
        count(
                "karpenter.voluntary.disruption.decisions",
                "decision",
                decision,
                "reason",
                lower(disrupt.reason()),
                "consolidation_type",
                disrupt.method());
        for (String pool : pools(disrupt.nodeClaims())) {
            count(
                    "karpenter.voluntary.disruption.decisions.by.nodepool",
                    "nodepool",
                    pool,
                    "decision",
                    decision,
                    "reason",
                    lower(disrupt.reason()),
                    "consolidation_type",
                    disrupt.method());
        }
    }

    private SortedSet<String> pools(List<String> claims) {
        SortedSet<String> pools = new TreeSet<>();
        claims.forEach(claim -> pools.add(pool(claim)));
        return pools;
    }

    /** What somebody else deleted, Karpenter does not count as disrupted. */
    private void terminating(Decision.NodeTerminating terminating) {
        String claim = terminating.nodeClaim();
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
            Timer.builder("karpenter.nodeclaims.termination.duration")
                    .description("From the deletion of a NodeClaim until it is gone.")
                    .tag("nodepool", pool(claim))
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry)
                    .record(Duration.ofNanos(Math.max(0, nowNs - since)));
        }
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
