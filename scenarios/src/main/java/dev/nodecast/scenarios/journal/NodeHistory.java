package dev.nodecast.scenarios.journal;

import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Follows the decisions of a record and tells the nodes' lives from them. */
final class NodeHistory {

    private final Map<String, Life> lives = new LinkedHashMap<>();
    private final Map<String, String> claims = new LinkedHashMap<>();

    private static final class Life {
        String pool = "";

        @Nullable
        Long requestedNs;

        Decision.@Nullable NodeLaunched launched;
        long launchedNs;

        @Nullable
        Long registeredNs;

        @Nullable
        Long initializedNs;

        @Nullable
        Long terminatedNs;

        @Nullable
        Long endOrderedNs;

        @Nullable
        String cause;

        boolean interrupted;

        /** The bill ends when the instance is told to end, not when it is gone. */
        @Nullable
        Long endNs() {
            return endOrderedNs == null ? terminatedNs : endOrderedNs;
        }
    }

    void launched(String nodeClaim, String providerId) {
        claims.put(providerId, nodeClaim);
    }

    void endOrdered(long nowNs, String providerId) {
        String nodeClaim = claims.get(providerId);
        if (nodeClaim != null && life(nodeClaim).endOrderedNs == null) {
            life(nodeClaim).endOrderedNs = nowNs;
        }
    }

    private Life life(String nodeClaim) {
        return lives.computeIfAbsent(nodeClaim, name -> new Life());
    }

    void decided(long nowNs, Decision decision) {
        switch (decision) {
            case Decision.NodeRequested requested -> {
                life(requested.nodeClaim()).pool = requested.nodePool();
                life(requested.nodeClaim()).requestedNs = nowNs;
            }
            case Decision.NodeLaunched launched -> {
                life(launched.nodeClaim()).launched = launched;
                life(launched.nodeClaim()).launchedNs = nowNs;
            }
            case Decision.NodeRegistered registered -> life(registered.nodeClaim()).registeredNs = nowNs;
            case Decision.NodeInitialized initialized -> life(initialized.nodeClaim()).initializedNs = nowNs;
            case Decision.InterruptionReceived received ->
                life(received.nodeClaim()).interrupted |= received.kind().equals("SPOT_INTERRUPTION");
            case Decision.NodeTerminating terminating -> life(terminating.nodeClaim()).cause = terminating.cause();
            case Decision.NodeTerminated terminated -> life(terminated.nodeClaim()).terminatedNs = nowNs;
            default -> {}
        }
    }

    /** Those that were launched, in the order of their launches. */
    List<RecordedNode> nodes() {
        List<RecordedNode> nodes = new ArrayList<>();
        lives.forEach((claim, life) -> {
            Decision.NodeLaunched launched = life.launched;
            if (launched != null) {
                nodes.add(new RecordedNode(
                        claim,
                        life.pool,
                        launched.instanceType(),
                        launched.zone(),
                        launched.capacityType(),
                        launched.priceMicroUsdPerHour(),
                        life.requestedNs,
                        life.launchedNs,
                        life.registeredNs,
                        life.initializedNs,
                        life.endNs(),
                        life.cause,
                        life.interrupted && launched.capacityType().equals(WellKnown.SPOT)));
            }
        });
        return nodes;
    }
}
