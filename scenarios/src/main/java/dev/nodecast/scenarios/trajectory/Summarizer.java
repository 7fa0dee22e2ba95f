package dev.nodecast.scenarios.trajectory;

import dev.nodecast.scenarios.trajectory.Recording.DecisionLine;
import dev.nodecast.scenarios.trajectory.Recording.PodSummary;
import dev.nodecast.scenarios.trajectory.Recording.Summary;
import dev.nodecast.scenarios.trajectory.Recording.TypeLine;
import dev.nodecast.scheduler.port.Observation.Offer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Adds up what was written down. */
final class Summarizer {

    private static final double MS_PER_S = 1_000;
    private static final double MS_PER_HOUR = 3_600_000;

    private final Trajectory trajectory;
    private final Notes notes;
    private final long endMs;

    /** What was written down of a run. */
    record Notes(Collection<ClaimHistory> claims, Collection<PodHistory> pods, List<DecisionLine> decisions) {}

    Summarizer(Trajectory trajectory, Notes notes) {
        this.trajectory = trajectory;
        this.notes = notes;
        this.endMs = trajectory.endNs() / 1_000_000;
    }

    Recording recording(long seed, long phaseMs) {
        return new Recording(
                trajectory.name(),
                seed,
                endMs,
                phaseMs,
                notes.claims().stream().map(ClaimHistory::line).toList(),
                notes.pods().stream().map(PodHistory::line).toList(),
                notes.decisions(),
                summary());
    }

    private Summary summary() {
        Collection<ClaimHistory> claims = notes.claims();
        List<ClaimHistory> launched =
                claims.stream().filter(claim -> claim.launchedMs != null).toList();
        List<DecisionLine> disruptions = notes.decisions().stream()
                .filter(decision -> decision.kind().equals("disruption"))
                .toList();
        List<ClaimHistory> atEnd =
                claims.stream().filter(claim -> claim.deletedMs == null).toList();
        return new Summary(
                launched.stream().mapToLong(this::instanceMs).sum() / MS_PER_S,
                launched.stream().mapToDouble(this::usd).sum(),
                byType(launched),
                initializedMs(claims) / MS_PER_S,
                launched.size(),
                (int) launched.stream().filter(claim -> !claim.replacement()).count(),
                (int) launched.stream().filter(ClaimHistory::replacement).count(),
                deletedByCause(claims),
                counts(disruptions.stream()
                        .map(decision -> decision.method() + "/" + decision.decision())
                        .toList()),
                disruptions.size(),
                disruptions.stream().mapToInt(d -> d.candidates().size()).sum(),
                counts(notes.decisions().stream()
                        .filter(decision -> decision.kind().equals("abandoned"))
                        .map(decision -> String.valueOf(decision.reason()))
                        .toList()),
                peak(claims),
                atEnd.size(),
                atEnd.stream().mapToDouble(ClaimHistory::usdPerHour).sum(),
                pods(notes.pods()));
    }

    private long instanceMs(ClaimHistory claim) {
        return claim.launchedMs == null ? 0 : claim.untilMs(endMs) - claim.launchedMs;
    }

    private double usd(ClaimHistory claim) {
        return instanceMs(claim) / MS_PER_HOUR * claim.usdPerHour();
    }

    private long initializedMs(Collection<ClaimHistory> claims) {
        return claims.stream()
                .mapToLong(c -> c.initializedMs == null ? 0 : c.untilMs(endMs) - c.initializedMs)
                .sum();
    }

    private List<TypeLine> byType(List<ClaimHistory> launched) {
        Map<String, List<ClaimHistory>> groups = new TreeMap<>();
        for (ClaimHistory claim : launched) {
            Offer offer = claim.offer;
            if (offer != null) {
                String key = offer.instanceType() + "\n" + offer.capacityType() + "\n" + offer.zone();
                groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(claim);
            }
        }
        List<TypeLine> lines = new ArrayList<>();
        groups.forEach((key, claims) -> {
            String[] parts = key.split("\n", -1);
            lines.add(new TypeLine(
                    parts[0],
                    parts[1],
                    parts[2],
                    claims.size(),
                    claims.stream().mapToLong(this::instanceMs).sum() / MS_PER_S,
                    claims.stream().mapToDouble(this::usd).sum()));
        });
        return lines;
    }

    /** Claims that are gone. */
    private static SequencedMap<String, Integer> deletedByCause(Collection<ClaimHistory> claims) {
        return counts(claims.stream()
                .filter(claim -> claim.deletedMs != null)
                .map(claim -> String.valueOf(claim.deletionCause()))
                .toList());
    }

    private static SequencedMap<String, Integer> counts(List<String> names) {
        SequencedMap<String, Integer> counts = new LinkedHashMap<>();
        names.forEach(name -> counts.merge(name, 1, Integer::sum));
        return counts;
    }

    /** The most claims that existed at once. */
    private static int peak(Collection<ClaimHistory> claims) {
        TreeMap<Long, Integer> changes = new TreeMap<>();
        for (ClaimHistory claim : claims) {
            changes.merge(claim.createdMs, 1, Integer::sum);
            if (claim.deletedMs != null) {
                changes.merge(claim.deletedMs, -1, Integer::sum);
            }
        }
        int now = 0;
        int peak = 0;
        for (int change : changes.values()) {
            now += change;
            peak = Math.max(peak, now);
        }
        return peak;
    }

    private PodSummary pods(Collection<PodHistory> pods) {
        long[] pending = pods.stream()
                .filter(pod -> pod.scheduledMs != null)
                .mapToLong(pod -> pod.pendingMs(endMs))
                .sorted()
                .toArray();
        long[] starting = pods.stream()
                .filter(pod -> pod.runningMs != null)
                .mapToLong(pod -> pod.runningMs == null ? 0 : pod.runningMs - pod.createdMs)
                .sorted()
                .toArray();
        long waited = pods.stream().mapToLong(pod -> pod.pendingMs(endMs)).sum();
        return new PodSummary(
                pods.size(),
                pending.length,
                (int) pods.stream().filter(pod -> pod.evicted).count(),
                pods.size() - pending.length,
                Math.round(java.util.Arrays.stream(pending).average().orElse(0)),
                waited / MS_PER_S,
                quantile(pending, 0.5),
                quantile(pending, 0.95),
                quantile(pending, 1),
                quantile(starting, 0.5),
                quantile(starting, 0.95));
    }

    /** Interpolated between neighbours. */
    private static long quantile(long[] sorted, double share) {
        if (sorted.length == 0) {
            return 0;
        }
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return Math.round(sorted[below] + (position - below) * (sorted[above] - sorted[below]));
    }
}
