package dev.nodecast.scenarios.journal;

import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Follows the decisions of a record and tells the nodes' lives from them. A node that was there when the record began is known
 * by its claim: it was launched when that says, at the price that its offering had when the loop first asked.
 */
final class NodeHistory {

    private final Map<String, Life> lives = new LinkedHashMap<>();
    private final Map<String, String> claims = new LinkedHashMap<>();
    private final Map<String, List<InstanceType>> sold = new LinkedHashMap<>();

    private static final class Life {
        String pool = "";

        @Nullable
        Long requestedNs;

        @Nullable
        NodeClaim found;

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

    /** What the cloud sells to a pool, as the loop was told for the first time. */
    void sells(String pool, List<InstanceType> types) {
        sold.putIfAbsent(pool, types);
    }

    /** A claim that the loop did not make. */
    void observed(NodeClaim claim) {
        NodeClaim.Status status = claim.status();
        if (status.providerId().isEmpty() || lives.containsKey(claim.name())) {
            return;
        }
        claims.put(status.providerId(), claim.name());
        Life life = life(claim.name());
        life.found = claim;
        life.pool = Objects.requireNonNullElse(claim.nodePool(), "");
        life.launchedNs =
                Objects.requireNonNullElse(status.launchedNs(), claim.meta().createdNs());
        life.registeredNs = status.registeredNs();
        life.initializedNs = status.initializedNs();
        life.endOrderedNs = status.terminatingNs();
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

    /** Those that were launched, or were there, in the order in which the record came to know them. */
    List<RecordedNode> nodes() {
        List<RecordedNode> nodes = new ArrayList<>();
        lives.forEach((claim, life) -> {
            Decision.NodeLaunched launched = life.launched == null ? found(life) : life.launched;
            if (launched != null) {
                nodes.add(new RecordedNode(
                        claim,
                        life.pool,
                        life.found != null,
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

    /** A node that was there, as if its launch had been seen; null where its claim does not say what it is. */
    private Decision.@Nullable NodeLaunched found(Life life) {
        NodeClaim claim = life.found;
        if (claim == null) {
            return null;
        }
        String type = claim.meta().labels().get(WellKnown.INSTANCE_TYPE);
        String zone = claim.meta().labels().get(WellKnown.ZONE);
        String capacityType = claim.meta().labels().get(WellKnown.CAPACITY_TYPE);
        return type == null || zone == null || capacityType == null
                ? null
                : new Decision.NodeLaunched(
                        claim.name(), type, zone, capacityType, price(life.pool, type, zone, capacityType));
    }

    private long price(String pool, String type, String zone, String capacityType) {
        return sold.getOrDefault(pool, List.of()).stream()
                .filter(one -> one.name().equals(type))
                .flatMap(one -> one.offerings().stream())
                .filter(offering ->
                        offering.zone().equals(zone) && offering.capacityType().equals(capacityType))
                .mapToLong(Offering::priceMicroUsdPerHour)
                .findFirst()
                .orElse(0);
    }
}
