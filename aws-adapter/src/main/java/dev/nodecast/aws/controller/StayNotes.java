package dev.nodecast.aws.controller;

import dev.nodecast.aws.kubernetes.ObjectEvent;
import dev.nodecast.aws.kubernetes.ObjectEvent.On;
import dev.nodecast.scheduler.disruption.DisruptionPlanner;
import dev.nodecast.scheduler.disruption.Stay;
import dev.nodecast.scheduler.eviction.DoNotDisrupt;
import dev.nodecast.scheduler.lifecycle.DrainOrder;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.state.ClusterState;
import dev.nodecast.scheduler.state.StateNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says what keeps nodes and pods where they are, as events with Karpenter's reasons, words and pauses
 * ({@code disruption/events}, {@code utils/pod/events.go}, {@code node/termination/terminator/events}). On the loop's thread only.
 */
final class StayNotes {

    private static final Duration STAYING = Duration.ofMinutes(15);
    private static final Duration BUDGET = Duration.ofMinutes(1);

    private final Consumer<ObjectEvent> events;
    private final NodeEvents nodes;

    /** @param claims those that are known, by name */
    StayNotes(Function<String, @Nullable NodeClaim> claims, Consumer<ObjectEvent> events) {
        this.events = events;
        this.nodes = new NodeEvents(claims, events);
    }

    /** Says why nodes stay, where that has just been found out; passes the conditions on. */
    Map<String, DisruptionPlanner.Conditions> stays(Map<String, DisruptionPlanner.Conditions> conditions) {
        conditions.forEach((claim, is) -> {
            Stay stay = is.stay();
            if (stay != null) {
                stay(claim, stay);
            }
        });
        return conditions;
    }

    private void stay(String claim, Stay stay) {
        switch (stay.kind()) {
            case BLOCKED -> nodes.both(claim, e -> e, false, "DisruptionBlocked", stay.event());
            case UNCONSOLIDATABLE ->
                nodes.both(claim, e -> e.quietFor(STAYING), false, "Unconsolidatable", stay.event());
            case BUDGET -> {
                String pool = nodes.poolOf(claim);
                if (stay.budget() != null && pool != null) {
                    events.accept(ObjectEvent.normal(On.NODE_POOL, pool, "DisruptionBlocked", stay.event())
                            .distinctBy(stay.budget().text())
                            .quietFor(BUDGET));
                }
            }
        }
    }

    /** Says how long the pods of nodes that could be disrupted wish to be left alone, where that is for a time. */
    void wishes(ClusterState state, long nowNs) {
        for (StateNode node : state.nodes()) {
            if (node.claim() != null && node.initialized() && !node.leaving()) {
                for (Pod pod : node.pods()) {
                    if (!pod.terminal() && !pod.meta().deleting()) {
                        wish(pod, nowNs);
                    }
                }
            }
        }
    }

    private void wish(Pod pod, long nowNs) {
        String objection = DoNotDisrupt.objection(pod);
        long untilNs = DoNotDisrupt.untilNs(pod);
        if (objection != null) {
            events.accept(ObjectEvent.warning(
                            On.POD,
                            pod.key(),
                            "InvalidDoNotDisruptAnnotation",
                            "Invalid " + WellKnown.DO_NOT_DISRUPT + " annotation: " + objection
                                    + ", ignoring annotation")
                    .distinctBy(objection));
        } else if (untilNs != DoNotDisrupt.NEVER && untilNs != Long.MAX_VALUE) {
            events.accept(nowNs < untilNs ? until(pod, untilNs) : elapsed(pod));
        }
    }

    private static ObjectEvent until(Pod pod, long untilNs) {
        String end =
                Instant.ofEpochSecond(TimeUnit.NANOSECONDS.toSeconds(untilNs)).toString();
        return ObjectEvent.normal(
                        On.POD,
                        pod.key(),
                        "DoNotDisruptUntil",
                        "The " + WellKnown.DO_NOT_DISRUPT + " grace period will elapse at " + end)
                .distinctBy(end);
    }

    private static ObjectEvent elapsed(Pod pod) {
        return ObjectEvent.normal(
                On.POD,
                pod.key(),
                "DoNotDisruptGracePeriodElapsed",
                "The " + WellKnown.DO_NOT_DISRUPT + " grace period has elapsed, pod is now disruptable");
    }

    /** Says of nodes that end how many pods they still wait for. */
    void draining(ClusterState state, long nowNs) {
        for (StateNode stateNode : state.nodes()) {
            NodeClaim claim = stateNode.claim();
            Node node = stateNode.node();
            if (claim != null && node != null && claim.meta().deleting() && !claim.terminating()) {
                long waiting = stateNode.pods().stream()
                        .filter(pod -> DrainOrder.awaited(pod, nowNs))
                        .count();
                if (waiting > 0) {
                    events.accept(ObjectEvent.warning(
                            On.NODE,
                            node.name(),
                            "FailedDraining",
                            "Failed to drain node, " + waiting + " pods are waiting to be evicted"));
                }
            }
        }
    }
}
