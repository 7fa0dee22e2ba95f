package dev.nodecast.scenarios.trajectory;

import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a run, in the form of the recordings of real Karpenter. All times are milliseconds from the start of the
 * timeline; null means that it did not happen before the end.
 */
public record Recording(
        String scenario,
        long seed,
        long durationMs,
        long disruptionPollPhaseMs,
        List<Claim> nodeClaims,
        List<PodLine> pods,
        List<DecisionLine> decisions,
        Summary summary) {

    /** A condition of a claim that became true or ceased to be. */
    public record Flip(long tMs, boolean on) {}

    /** When a claim was chosen to go, and why. */
    public record Mark(long markedMs, String reason) {}

    /** A requirement of a claim beside type, zone and capacity type. */
    public record RequirementLine(String key, String operator, List<String> values) {}

    /** The life of one claim. Indices count claims in the order of their creation. */
    public record Claim(
            int index,
            String name,
            String pool,
            String cause,
            List<Integer> replaces,
            long createdMs,
            @Nullable Long launchedMs,
            @Nullable Long registeredMs,
            @Nullable Long initializedMs,
            List<Flip> consolidatable,
            List<Flip> drifted,
            List<Long> lastPodEventMs,
            @Nullable Mark disruption,
            @Nullable Long deleteRequestedMs,
            @Nullable Long drainingMs,
            @Nullable Long drainedMs,
            @Nullable Long deletedMs,
            @Nullable String deletionCause,
            @Nullable String instanceType,
            @Nullable String zone,
            @Nullable String capacityType,
            @Nullable Double price,
            SequencedMap<String, String> requests,
            List<String> instanceTypesInSpec,
            List<String> zonesInSpec,
            List<String> capacityTypesInSpec,
            List<RequirementLine> otherRequirements) {}

    /** The life of one pod. */
    public record PodLine(
            int index,
            String name,
            String owner,
            long createdMs,
            @Nullable Long scheduledMs,
            @Nullable Integer nodeClaim,
            @Nullable Long runningMs,
            @Nullable Long deleteRequestedMs,
            @Nullable Long deletedMs,
            boolean evicted) {}

    /** One decision: nodes asked for, nodes that go, or a command given up. */
    public record DecisionLine(
            long tMs,
            String kind,
            @Nullable String method,
            @Nullable String reason,
            @Nullable String decision,
            List<Integer> candidates,
            List<Integer> created) {}

    /** Launches of one kind. */
    public record TypeLine(
            String instanceType,
            String capacityType,
            String zone,
            int launches,
            double instanceSeconds,
            double costUsd) {}

    /** How pods fared. Those never scheduled wait until they are deleted or the run ends. */
    public record PodSummary(
            int created,
            int scheduled,
            int evicted,
            int neverScheduled,
            long pendingMsMean,
            double unscheduledPodSeconds,
            long pendingMsP50,
            long pendingMsP95,
            long pendingMsMax,
            long createdToRunningMsP50,
            long createdToRunningMsP95) {}

    /** The run in numbers. Instances count from their launch to the end of their claim. */
    public record Summary(
            double instanceSeconds,
            double costUsd,
            List<TypeLine> byTypeCapacityZone,
            double initializedNodeSeconds,
            int launches,
            int launchesProvisioned,
            int launchesReplacement,
            SequencedMap<String, Integer> nodeClaimsDeletedByCause,
            SequencedMap<String, Integer> disruptionCommands,
            int disruptionCommandCount,
            int disruptedNodes,
            SequencedMap<String, Integer> abandonedCommands,
            int peakNodeClaims,
            int nodeClaimsAtEnd,
            double costPerHourAtEnd,
            PodSummary pods) {}
}
