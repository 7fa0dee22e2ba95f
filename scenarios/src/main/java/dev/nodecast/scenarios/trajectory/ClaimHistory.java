package dev.nodecast.scenarios.trajectory;

import dev.nodecast.scenarios.trajectory.Recording.Claim;
import dev.nodecast.scenarios.trajectory.Recording.Flip;
import dev.nodecast.scenarios.trajectory.Recording.Mark;
import dev.nodecast.scenarios.trajectory.Recording.RequirementLine;
import dev.nodecast.scheduler.manifest.grammar.QuantityText;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.Observation.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is written down of a claim while the run goes on. */
final class ClaimHistory {

    private static final Set<String> OF_THEIR_OWN =
            Set.of(WellKnown.INSTANCE_TYPE, WellKnown.ZONE, WellKnown.CAPACITY_TYPE);

    private static final Map<String, String> CAUSES = Map.of("Deleted", "manual", "NodeDeleted", "manual");

    private static final double MICRO = 1e6;

    final int index;
    final NodeClaim created;
    final long createdMs;
    String cause = "provisioned";
    List<Integer> replaces = List.of();

    @Nullable
    Long launchedMs;

    @Nullable
    Long registeredMs;

    @Nullable
    Long initializedMs;

    @Nullable
    Long deleteRequestedMs;

    @Nullable
    Long drainedMs;

    @Nullable
    Long deletedMs;

    @Nullable
    Mark mark;

    @Nullable
    String terminationCause;

    @Nullable
    Offer offer;

    private final List<Flip> consolidatable = new ArrayList<>();
    private final List<Flip> drifted = new ArrayList<>();
    private final List<Long> lastPodEventMs = new ArrayList<>();

    ClaimHistory(int index, NodeClaim created, long createdMs) {
        this.index = index;
        this.created = created;
        this.createdMs = createdMs;
    }

    /** The claim's status was written. */
    void written(NodeClaim claim, long nowMs) {
        registeredMs = registeredMs == null && claim.registered() ? Long.valueOf(nowMs) : registeredMs;
        initializedMs = initializedMs == null && claim.initialized() ? Long.valueOf(nowMs) : initializedMs;
        Long event = claim.status().lastPodEventNs();
        if (event != null
                && (lastPodEventMs.isEmpty() || !lastPodEventMs.getLast().equals(ms(event)))) {
            lastPodEventMs.add(ms(event));
        }
    }

    private static Long ms(long ns) {
        return Math.round(ns / 1e6);
    }

    void conditions(boolean nowConsolidatable, boolean nowDrifted, long nowMs) {
        note(consolidatable, nowConsolidatable, nowMs);
        note(drifted, nowDrifted, nowMs);
    }

    private static void note(List<Flip> flips, boolean on, long nowMs) {
        boolean before = !flips.isEmpty() && flips.getLast().on();
        if (on != before) {
            flips.add(new Flip(nowMs, on));
        }
    }

    boolean replacement() {
        return cause.equals("replacement");
    }

    /** Until when it existed, at most until {@code endMs}. */
    long untilMs(long endMs) {
        return Objects.requireNonNullElse(deletedMs, endMs);
    }

    double usdPerHour() {
        return offer == null ? 0 : offer.priceMicroUsdPerHour() / MICRO;
    }

    @Nullable
    String deletionCause() {
        return terminationCause == null
                ? null
                : CAUSES.getOrDefault(terminationCause, terminationCause.toLowerCase(java.util.Locale.ROOT));
    }

    Claim line() {
        return new Claim(
                index,
                created.name(),
                Objects.requireNonNullElse(created.nodePool(), ""),
                cause,
                replaces,
                createdMs,
                launchedMs,
                registeredMs,
                initializedMs,
                consolidatable,
                drifted,
                lastPodEventMs,
                mark,
                deleteRequestedMs,
                registeredMs == null ? null : deleteRequestedMs,
                drainedMs,
                deletedMs,
                deletionCause(),
                offer == null ? null : offer.instanceType(),
                offer == null ? null : offer.zone(),
                offer == null ? null : offer.capacityType(),
                offer == null ? null : usdPerHour(),
                QuantityText.of(created.requests()),
                values(WellKnown.INSTANCE_TYPE),
                values(WellKnown.ZONE),
                values(WellKnown.CAPACITY_TYPE),
                others());
    }

    private List<String> values(String key) {
        TreeSet<String> values = new TreeSet<>();
        for (NodeSelectorRequirement requirement : created.requirements()) {
            if (requirement.key().equals(key)) {
                values.addAll(requirement.values());
            }
        }
        return List.copyOf(values);
    }

    private List<RequirementLine> others() {
        return created.requirements().stream()
                .filter(requirement -> !OF_THEIR_OWN.contains(requirement.key()))
                .map(r -> new RequirementLine(r.key(), r.operator().text(), List.copyOf(r.values())))
                .toList();
    }
}
