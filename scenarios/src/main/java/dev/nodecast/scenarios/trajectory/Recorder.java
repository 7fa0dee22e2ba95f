package dev.nodecast.scenarios.trajectory;

import dev.nodecast.scenarios.trajectory.Recording.DecisionLine;
import dev.nodecast.scenarios.trajectory.Recording.Mark;
import dev.nodecast.scheduler.control.ControlLoop;
import dev.nodecast.scheduler.control.Ports;
import dev.nodecast.scheduler.control.Settings;
import dev.nodecast.scheduler.disruption.DisruptionPlanner.Conditions;
import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.port.Timers;
import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.world.Autoscaler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs the control loop and writes down, as an onlooker at the API server would, what it sees and does. It changes
 * nothing.
 */
final class Recorder implements Journal {

    private static final double NS_PER_MS = 1e6;

    /** From a pod's change until the controllers have heard of it: a decision comes 1.01–1.04 s after the last pod. */
    private static final long WATCH_NS = 25_000_000L;

    private final Settings settings;
    private final RandomStream ties;
    private final Map<String, ClaimHistory> claims = new LinkedHashMap<>();
    private final Map<String, ClaimHistory> byProviderId = new LinkedHashMap<>();
    private final Map<String, Integer> claimOfNode = new LinkedHashMap<>();
    private final Map<ObjectKey, PodHistory> pods = new LinkedHashMap<>();
    private final Map<String, NodePool> pools = new LinkedHashMap<>();
    private final List<DecisionLine> decisions = new ArrayList<>();
    private @Nullable ControlLoop loop;
    private @Nullable Clock clock;
    private @Nullable Timers timers;

    /** @param ties decides among offerings of one price */
    Recorder(Settings settings, RandomStream ties) {
        this.settings = settings;
        this.ties = ties;
    }

    Summarizer.Notes notes() {
        return new Summarizer.Notes(claims.values(), pods.values(), decisions);
    }

    /** The control loop with an onlooker. */
    Autoscaler autoscaler(Ports ports) {
        clock = ports.clock();
        timers = ports.timers();
        ControlLoop started = new ControlLoop(
                new Ports(
                        ports.clock(),
                        ports.timers(),
                        new WatchedCluster(ports.cluster(), this),
                        new KwokCloud(ports.cloud(), ties, this::terminating),
                        ports.metrics(),
                        ports.journal()),
                settings);
        loop = started;
        started.start();
        return observation -> {
            observed(observation);
            if (observation instanceof Observation.PodObserved || observation instanceof Observation.PodGone) {
                ports.timers().after(WATCH_NS, () -> tell(started, observation));
            } else {
                tell(started, observation);
            }
        };
    }

    private void tell(ControlLoop started, Observation observation) {
        started.observe(observation);
        noteConditions();
    }

    private long nowMs() {
        return clock == null ? 0 : Math.round(clock.nowNs() / NS_PER_MS);
    }

    private void observed(Observation observation) {
        switch (observation) {
            case Observation.PodObserved o -> seen(o.pod());
            case Observation.PodGone o -> gone(o.key());
            case Observation.Launched o -> launched(o);
            case Observation.NodePoolObserved o -> pools.put(o.pool().name(), o.pool());
            case Observation.NodeClaimObserved o -> deleting(o.claim().name());
            default -> {}
        }
    }

    private void seen(Pod pod) {
        PodHistory history = pods.computeIfAbsent(pod.key(), key -> new PodHistory(pods.size(), pod, nowMs()));
        history.seen(pod, nowMs(), pod.nodeName() == null ? null : claimOfNode.get(pod.nodeName()));
    }

    private void gone(ObjectKey key) {
        PodHistory history = pods.get(key);
        if (history != null) {
            history.deletedMs = nowMs();
        }
    }

    private void launched(Observation.Launched launched) {
        ClaimHistory history = claims.get(launched.nodeClaim());
        if (history != null) {
            history.launchedMs = nowMs();
            history.offer = launched.offer();
            byProviderId.put(launched.providerId(), history);
        }
    }

    void created(NodeClaim claim) {
        claims.put(claim.name(), new ClaimHistory(claims.size(), claim, nowMs()));
    }

    void written(NodeClaim claim) {
        ClaimHistory history = claims.get(claim.name());
        if (history != null) {
            history.written(claim, nowMs());
            claimOfNode.put(claim.status().nodeName(), history.index);
            lookWhenConsolidatable(claim);
        }
    }

    /** A condition may come true by time alone. */
    private void lookWhenConsolidatable(NodeClaim claim) {
        NodePool pool = claim.nodePool() == null ? null : pools.get(claim.nodePool());
        Long after = pool == null ? null : pool.disruption().consolidateAfterNs();
        Long event = claim.status().lastPodEventNs();
        Long since = event == null ? claim.status().initializedNs() : event;
        if (after != null && since != null && clock != null && timers != null) {
            timers.after(Math.max(0, since + after - clock.nowNs()), this::noteConditions);
        }
    }

    private void noteConditions() {
        if (loop == null) {
            return;
        }
        for (Map.Entry<String, Conditions> entry : loop.conditions().entrySet()) {
            ClaimHistory history = claims.get(entry.getKey());
            if (history != null && history.deleteRequestedMs == null) {
                history.conditions(
                        entry.getValue().consolidatable(), entry.getValue().drifted() != null, nowMs());
            }
        }
    }

    void deleting(String claim) {
        ClaimHistory history = claims.get(claim);
        if (history != null && history.deleteRequestedMs == null) {
            history.deleteRequestedMs = nowMs();
        }
    }

    private void terminating(String providerId) {
        ClaimHistory history = byProviderId.get(providerId);
        if (history != null && history.registeredMs != null && history.drainedMs == null) {
            history.drainedMs = nowMs();
        }
    }

    void released(String claim) {
        ClaimHistory history = claims.get(claim);
        if (history != null) {
            history.deletedMs = nowMs();
        }
    }

    void evicting(ObjectKey pod) {
        PodHistory history = pods.get(pod);
        if (history != null) {
            history.evicted = true;
        }
    }

    void spared(ObjectKey pod) {
        PodHistory history = pods.get(pod);
        if (history != null && history.deleteRequestedMs == null) {
            history.evicted = false;
        }
    }

    @Override
    public void record(long nowNs, Decision decision) {
        switch (decision) {
            case Decision.NodeRequested requested -> requested(requested);
            case Decision.Disrupt disrupt -> disrupted(disrupt);
            case Decision.DisruptionAbandoned abandoned ->
                decisions.add(new DecisionLine(
                        nowMs(), "abandoned", null, abandoned.why(), null, indices(abandoned.nodeClaims()), List.of()));
            case Decision.NodeTerminating terminating -> {
                ClaimHistory history = claims.get(terminating.nodeClaim());
                if (history != null) {
                    history.terminationCause = terminating.cause();
                }
            }
            default -> {}
        }
    }

    private void requested(Decision.NodeRequested requested) {
        if (requested.cause().equals("provisioning")) {
            decisions.add(new DecisionLine(
                    nowMs(), "provisioning", null, null, null, List.of(), indices(List.of(requested.nodeClaim()))));
        }
    }

    private void disrupted(Decision.Disrupt disrupt) {
        List<Integer> candidates = indices(disrupt.nodeClaims());
        List<Integer> replacements = indices(disrupt.replacements());
        for (String name : disrupt.nodeClaims()) {
            ClaimHistory history = claims.get(name);
            if (history != null) {
                history.mark = new Mark(nowMs(), disrupt.reason());
            }
        }
        for (String name : disrupt.replacements()) {
            ClaimHistory history = claims.get(name);
            if (history != null) {
                history.cause = "replacement";
                history.replaces = candidates;
            }
        }
        decisions.add(new DecisionLine(
                nowMs(),
                "disruption",
                method(disrupt.method()),
                disrupt.reason(),
                replacements.isEmpty() ? "delete" : "replace",
                candidates,
                replacements));
    }

    private static String method(String method) {
        return method.endsWith("-node") ? method + "-consolidation" : method;
    }

    private List<Integer> indices(List<String> names) {
        List<Integer> indices = new ArrayList<>();
        for (String name : names) {
            ClaimHistory history = claims.get(name);
            if (history != null) {
                indices.add(history.index);
            }
        }
        return indices;
    }
}
