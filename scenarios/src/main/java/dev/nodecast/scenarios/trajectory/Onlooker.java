package dev.nodecast.scenarios.trajectory;

import dev.nodecast.scenarios.trajectory.Recording.DecisionLine;
import dev.nodecast.scenarios.trajectory.Recording.Mark;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.port.Observation.Offer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what somebody sees who watches claims and pods of a live cluster, in the form of the recordings. Commands are
 * not objects, so they are told from their traces: claims that are marked together with one reason were one command, and
 * claims that were made right then, while the marked ones were kept, replace them. All times are milliseconds from the start
 * of the timeline.
 */
public final class Onlooker {

    /** Candidates of one command are marked one after the other. */
    private static final long ONE_COMMAND_MS = 400;

    /** Replacements are made within a second or so of the marks; a claim that is kept for longer waits for them. */
    private static final long REPLACED_MS = 1_500;

    private final Map<String, ClaimHistory> claims = new LinkedHashMap<>();
    private final Map<String, Integer> claimOfNode = new LinkedHashMap<>();
    private final Map<ObjectKey, PodHistory> pods = new LinkedHashMap<>();

    /**
     * What a claim's object says beside what is read into the model.
     *
     * @param offer what was bought; null before the launch
     * @param disrupted why it was chosen to go; null where it was not
     */
    public record Seen(
            @Nullable Offer offer,
            boolean consolidatable,
            boolean drifted,
            boolean drained,
            @Nullable String disrupted) {}

    /** A claim is there, or has changed. */
    public void claim(NodeClaim claim, Seen seen, long nowMs) {
        ClaimHistory history =
                claims.computeIfAbsent(claim.name(), name -> new ClaimHistory(claims.size(), claim, nowMs));
        if (history.launchedMs == null && seen.offer() != null) {
            history.launchedMs = nowMs;
            history.offer = seen.offer();
        }
        history.written(claim, nowMs);
        if (!claim.status().nodeName().isEmpty()) {
            claimOfNode.put(claim.status().nodeName(), history.index);
        }
        if (history.deleteRequestedMs == null) {
            history.conditions(seen.consolidatable(), seen.drifted(), nowMs);
        }
        if (history.mark == null && seen.disrupted() != null) {
            history.mark = new Mark(nowMs, seen.disrupted());
        }
        history.drainedMs = history.drainedMs == null && seen.drained() ? Long.valueOf(nowMs) : history.drainedMs;
        if (history.deleteRequestedMs == null && claim.meta().deleting()) {
            history.deleteRequestedMs = nowMs;
            history.terminationCause = history.mark == null ? "Deleted" : history.mark.reason();
        }
    }

    public void claimGone(String name, long nowMs) {
        ClaimHistory history = claims.get(name);
        if (history != null && history.deletedMs == null) {
            history.deletedMs = nowMs;
        }
    }

    /**
     * A pod is there, or has changed.
     *
     * @param evicted whether it goes because of a disruption
     */
    public void pod(Pod pod, boolean evicted, long nowMs) {
        PodHistory history = pods.computeIfAbsent(pod.key(), key -> new PodHistory(pods.size(), pod, nowMs));
        history.seen(pod, nowMs, pod.nodeName() == null ? null : claimOfNode.get(pod.nodeName()));
        history.evicted |= evicted;
    }

    public void podGone(ObjectKey key, long nowMs) {
        PodHistory history = pods.get(key);
        if (history != null && history.deletedMs == null) {
            history.deletedMs = nowMs;
        }
    }

    /** What was seen until now. */
    public Recording recording(Trajectory trajectory) {
        List<DecisionLine> decisions = new ArrayList<>();
        commands().forEach(command -> decisions.add(decision(command)));
        for (ClaimHistory claim : claims.values()) {
            if (!claim.replacement()) {
                decisions.add(new DecisionLine(
                        claim.createdMs, "provisioning", null, null, null, List.of(), List.of(claim.index)));
            }
        }
        decisions.sort(Comparator.comparingLong(DecisionLine::tMs));
        return new Summarizer(trajectory, new Summarizer.Notes(claims.values(), pods.values(), decisions))
                .recording(0, 0);
    }

    /** Marked claims by command, in the order of their times. */
    private List<List<ClaimHistory>> commands() {
        List<ClaimHistory> marked = claims.values().stream()
                .filter(claim -> claim.mark != null)
                .sorted(Comparator.comparingLong(Onlooker::markedMs))
                .toList();
        List<List<ClaimHistory>> commands = new ArrayList<>();
        for (ClaimHistory claim : marked) {
            List<ClaimHistory> last = commands.isEmpty() ? List.of() : commands.getLast();
            boolean together = !last.isEmpty()
                    && markedMs(claim) - markedMs(last.getFirst()) <= ONE_COMMAND_MS
                    && reason(claim).equals(reason(last.getFirst()));
            if (together) {
                last.add(claim);
            } else {
                commands.add(new ArrayList<>(List.of(claim)));
            }
        }
        return commands;
    }

    private static long markedMs(ClaimHistory claim) {
        return Objects.requireNonNull(claim.mark).markedMs();
    }

    private static String reason(ClaimHistory claim) {
        return Objects.requireNonNull(claim.mark).reason();
    }

    private DecisionLine decision(List<ClaimHistory> candidates) {
        ClaimHistory first = candidates.getFirst();
        List<Integer> indices = candidates.stream().map(claim -> claim.index).toList();
        List<ClaimHistory> replacements = replacements(first);
        for (ClaimHistory replacement : replacements) {
            replacement.cause = "replacement";
            replacement.replaces = indices;
        }
        return new DecisionLine(
                markedMs(first),
                "disruption",
                method(reason(first), candidates.size()),
                reason(first).toLowerCase(Locale.ROOT),
                replacements.isEmpty() ? "delete" : "replace",
                indices,
                replacements.stream().map(claim -> claim.index).toList());
    }

    private List<ClaimHistory> replacements(ClaimHistory candidate) {
        Long deleted = candidate.deleteRequestedMs;
        if (deleted != null && deleted - markedMs(candidate) < REPLACED_MS) {
            return List.of();
        }
        return claims.values().stream()
                .filter(claim -> !claim.replacement())
                .filter(claim -> Math.abs(claim.createdMs - markedMs(candidate)) < REPLACED_MS)
                .toList();
    }

    private static String method(String reason, int candidates) {
        return switch (reason) {
            case "Empty" -> "emptiness";
            case "Drifted" -> "drift";
            default -> candidates == 1 ? "single-node-consolidation" : "multi-node-consolidation";
        };
    }
}
