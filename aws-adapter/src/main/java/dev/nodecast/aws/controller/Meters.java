package dev.nodecast.aws.controller;

import dev.nodecast.aws.kubernetes.PoolUse;
import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the controller did and how the cluster is, under the names that Karpenter v1 gives its metrics, and under three older ones
 * that dashboards still ask for: {@code karpenter_provisioning_duration_seconds}, {@code karpenter_interruption_actions_performed_total}
 * and {@code karpenter_node_pool_usage}. Written on the loop's thread, read from any.
 */
final class Meters implements Journal {

    private static final double NS = 1e9;

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
    private final Function<String, @Nullable NodeClaim> claims;
    private final Map<String, MultiGauge> gauges = new LinkedHashMap<>();
    private final Timer provisioning = Timer.builder("karpenter.provisioning.duration")
            .description("From the creation of a NodeClaim until its node is initialised.")
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
    private final DistributionSummary launchLatency = DistributionSummary.builder("nodecast.pending.to.launch.seconds")
            .description(
                    "From the last pod of a batch that was seen waiting until the cloud was asked: the batch window and what comes after it.")
            .serviceLevelObjectives(LAUNCH_BUCKETS)
            .register(registry);

    /** @param claims the claims that are known, by name */
    Meters(Function<String, @Nullable NodeClaim> claims) {
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
            case Decision.NodeRegistered d -> count("karpenter.nodes." + MADE, "nodepool", pool(d.nodeClaim()));
            case Decision.NodeInitialized d -> initialized(d.nodeClaim(), nowNs);
            case Decision.Disrupt d -> disrupted(d);
            case Decision.NodeTerminating d ->
                count(
                        "karpenter.nodeclaims.terminated",
                        "nodepool",
                        pool(d.nodeClaim()),
                        "reason",
                        d.cause(),
                        "capacity_type",
                        capacityType(d.nodeClaim()));
            case Decision.NodeTerminated _ -> count("karpenter.nodes.terminated");
            case Decision.InterruptionReceived d -> interrupted(d);
            case Decision.LaunchFailed _ ->
                count("karpenter.cloudprovider.errors", "method", "Create", "error", "LaunchFailed");
            case Decision.Scaled d -> count("nodecast.workloads.scaled", "workload", d.workload());
            case Decision.NodesPacked _,
                    Decision.PodUnschedulable _,
                    Decision.NodeLaunched _,
                    Decision.DisruptionAbandoned _,
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
        for (String name : disrupt.nodeClaims()) {
            count(
                    "karpenter.nodeclaims.disrupted",
                    "nodepool",
                    pool(name),
                    "reason",
                    lower(disrupt.reason()),
                    "capacity_type",
                    capacityType(name));
        }
    }

    private void interrupted(Decision.InterruptionReceived interruption) {
        count("karpenter.interruption.received.messages", "message_type", lower(interruption.kind()));
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

    private String capacityType(String claim) {
        NodeClaim known = claims.apply(claim);
        String type = known == null ? null : known.meta().labels().get(WellKnown.CAPACITY_TYPE);
        return type == null ? "" : type;
    }

    /** How the cluster is now. */
    void observe(ClusterState state) {
        rows(
                "karpenter.cluster.state.node.count",
                List.of(MultiGauge.Row.of(Tags.empty(), state.nodes().size())));
        rows("karpenter.cluster.state.synced", List.of(MultiGauge.Row.of(Tags.empty(), 1)));
        rows(
                "karpenter.scheduler.unschedulable.pods.count",
                List.of(MultiGauge.Row.of(
                        Tags.empty(), state.provisionablePods().size())));
        pools(state);
        usage(state);
    }

    private void pools(ClusterState state) {
        List<MultiGauge.Row<Number>> limits = new ArrayList<>();
        List<MultiGauge.Row<Number>> uses = new ArrayList<>();
        for (NodePool pool : state.pools()) {
            pool.limits()
                    .forEach((resource, amount) -> limits.add(row(amount(resource, amount), pool.name(), resource)));
            PoolUse.of(state, pool.name())
                    .resources()
                    .forEach((resource, amount) -> uses.add(row(amount(resource, amount), pool.name(), resource)));
        }
        rows("karpenter.nodepools.limit", limits);
        rows("karpenter.nodepools.usage", uses);
    }

    private static double amount(String resource, long amount) {
        return resource.equals("cpu") ? amount / 1000.0 : amount;
    }

    private static MultiGauge.Row<Number> row(double value, String pool, String resource) {
        return MultiGauge.Row.of(Tags.of("nodepool", pool, "resource_type", resource), value);
    }

    private void usage(ClusterState state) {
        Map<String, Map<String, Integer>> nodes = new TreeMap<>();
        for (StateNode node : state.nodes()) {
            NodeClaim claim = node.claim();
            String pool = claim == null ? null : claim.nodePool();
            if (claim != null && pool != null && claim.launched()) {
                String type = claim.meta().labels().get(WellKnown.CAPACITY_TYPE);
                nodes.computeIfAbsent(pool, _ -> new TreeMap<>()).merge(type == null ? "" : type, 1, Integer::sum);
            }
        }
        List<MultiGauge.Row<Number>> rows = new ArrayList<>();
        nodes.forEach((pool, byType) -> byType.forEach(
                (type, count) -> rows.add(MultiGauge.Row.of(Tags.of("nodepool", pool, "capacity_type", type), count))));
        rows("karpenter.node.pool.usage", rows);
    }

    private void rows(String name, List<MultiGauge.Row<Number>> rows) {
        gauges.computeIfAbsent(name, _ -> MultiGauge.builder(name).register(registry))
                .register(new ArrayList<>(rows), true);
    }
}
