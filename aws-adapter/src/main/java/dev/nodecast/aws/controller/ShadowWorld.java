package dev.nodecast.aws.controller;

import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.ClusterPort;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.port.Observation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a shadow needs besides: the cluster as it really is, from which its loop begins anew a minute after each round of decisions,
 * since what it decided did not happen; and the comparison of the two. On the loop's thread only.
 */
final class ShadowWorld implements Journal {

    private static final Logger LOG = LoggerFactory.getLogger("dev.nodecast.shadow");
    private static final long ROUND_NS = 60_000_000_000L;
    private static final double MICRO = 1e6;

    private final Map<Object, Observation> latest = new LinkedHashMap<>();
    private final Map<String, NodeClaim> others = new TreeMap<>();
    private final List<Decision.NodeLaunched> ours = new ArrayList<>();
    private final List<List<String>> disrupted = new ArrayList<>();
    private long decidedNs = Long.MIN_VALUE;
    private boolean started;

    /** What a kind of observation is about: a later one on the same takes the place of an earlier one. */
    private record Subject(String kind, Object key) {}

    /** Takes in what really is. */
    void observed(Observation observation) {
        switch (observation) {
            case Observation.PodObserved o -> keep("pod", o.pod().key(), o);
            case Observation.PodGone o -> drop("pod", o.key());
            case Observation.NodeObserved o -> keep("node", o.node().name(), o);
            case Observation.NodeGone o -> drop("node", o.name());
            case Observation.NodeHealthObserved o -> keep("health", o.node(), o);
            case Observation.NodePoolObserved o -> keep("pool", o.pool().name(), o);
            case Observation.NodePoolGone o -> drop("pool", o.name());
            case Observation.NodeOverlayObserved o ->
                keep("overlay", o.overlay().name(), o);
            case Observation.NodeOverlayGone o -> drop("overlay", o.name());
            case Observation.NodeClaimObserved o -> claim(o);
            case Observation.DaemonSetObserved o ->
                keep("daemonset", o.daemonSet().meta().key(), o);
            case Observation.DaemonSetGone o -> drop("daemonset", o.key());
            case Observation.StorageObserved o -> keep("storage", o.object(), o);
            case Observation.StorageGone o -> drop("storage", o.object());
            case Observation.NamespaceObserved o ->
                keep("namespace", o.namespace().name(), o);
            case Observation.NamespaceGone o -> drop("namespace", o.name());
            case Observation.BudgetObserved o ->
                keep("budget", o.budget().meta().key(), o);
            case Observation.BudgetGone o -> drop("budget", o.key());
            case Observation.WorkloadObserved o -> keep("workload", o.workload(), o);
            case Observation.PodTemplateObserved o -> keep("template", o.owner(), o);
            case Observation.CapacityBufferObserved o ->
                keep("buffer", o.buffer().key(), o);
            case Observation.CapacityBufferGone o -> drop("buffer", o.key());
            case Observation.WorkloadGone o -> drop("workload", o.workload());
            case Observation.AutoscalerObserved o ->
                keep("hpa", o.autoscaler().meta().key(), o);
            case Observation.AutoscalerGone o -> drop("hpa", o.key());
            case Observation.ScaledObjectLastActive o -> keep("last active", o.key(), o);
            case Observation.ScaledObjectObserved o ->
                keep("scaledobject", o.scaledObject().meta().key(), o);
            case Observation.ScaledObjectGone o -> {
                drop("last active", o.key());
                drop("scaledobject", o.key());
            }
            case Observation.InstanceGone o -> gone(o.providerId());
            case Observation.LaunchFailed o -> drop("claim", o.nodeClaim());
            case Observation.EvictionRefused _,
                    Observation.Launched _,
                    Observation.InstancesListed _,
                    Observation.Interruption _ -> {}
        }
    }

    private void keep(String kind, Object key, Observation observation) {
        latest.put(new Subject(kind, key), observation);
    }

    private void drop(String kind, Object key) {
        latest.remove(new Subject(kind, key));
    }

    /** Tells a loop of a workload as it really is, where it is there. */
    void tellOf(ClusterPort.Workload workload, Consumer<Observation> loop) {
        Observation real = latest.get(new Subject("workload", workload));
        if (real != null) {
            loop.accept(real);
        }
    }

    private void claim(Observation.NodeClaimObserved observed) {
        NodeClaim claim = observed.claim();
        boolean known = latest.containsKey(new Subject("claim", claim.name()));
        keep("claim", claim.name(), observed);
        if (started && (!known || others.containsKey(claim.name()))) {
            others.put(claim.name(), claim);
        }
    }

    private void gone(String providerId) {
        latest.values()
                .removeIf(o -> o instanceof Observation.NodeClaimObserved(var claim)
                        && claim.status().providerId().equals(providerId));
    }

    @Override
    public void record(long nowNs, Decision decision) {
        switch (decision) {
            case Decision.NodeLaunched d -> {
                ours.add(d);
                decidedNs = Math.max(decidedNs, nowNs);
            }
            case Decision.Disrupt d -> {
                disrupted.add(d.nodeClaims());
                decidedNs = Math.max(decidedNs, nowNs);
            }
            default -> {}
        }
    }

    /** The first look at the cluster is over: claims that come now are made by others. */
    void begun() {
        started = true;
    }

    /** Whether a round of decisions lies back long enough for the others to have made theirs. */
    boolean roundOver(long nowNs) {
        return decidedNs != Long.MIN_VALUE && nowNs - decidedNs >= ROUND_NS;
    }

    /** Compares what was decided with what happened, and tells a loop that begins anew of what is. */
    void beginAnew(Consumer<Observation> loop) {
        LOG.atInfo()
                .setMessage("shadow compared")
                .addKeyValue("wouldLaunch", ours.stream().map(ShadowWorld::text).toList())
                .addKeyValue(
                        "wouldPayUsdPerHour",
                        ours.stream()
                                        .mapToLong(Decision.NodeLaunched::priceMicroUsdPerHour)
                                        .sum()
                                / MICRO)
                .addKeyValue(
                        "othersLaunched",
                        others.values().stream().map(ShadowWorld::text).toList())
                .addKeyValue("wouldDisrupt", disrupted)
                .log();
        ours.clear();
        others.clear();
        disrupted.clear();
        decidedNs = Long.MIN_VALUE;
        List.copyOf(latest.values()).forEach(loop);
    }

    private static String text(Decision.NodeLaunched launched) {
        return launched.instanceType() + " " + launched.capacityType() + " " + launched.zone();
    }

    private static String text(NodeClaim claim) {
        return claim.meta().labels().get(WellKnown.INSTANCE_TYPE) + " "
                + claim.meta().labels().get(WellKnown.CAPACITY_TYPE) + " "
                + claim.meta().labels().get(WellKnown.ZONE);
    }
}
