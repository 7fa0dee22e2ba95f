package dev.nodecast.cli.screen;

import dev.nodecast.scenarios.trajectory.Agreement;
import dev.nodecast.scenarios.trajectory.Recording;
import dev.nodecast.scenarios.trajectory.Recording.Claim;
import dev.nodecast.scenarios.trajectory.Trajectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A recorded run done again, on one screen: its claims, and its totals beside those that were observed. */
public final class TrajectoryScreen {

    private static final double MS_PER_S = 1_000;

    private TrajectoryScreen() {}

    /**
     * The runs as tables, beside what was observed.
     *
     * @param runs at least one; the claims of the first are shown
     */
    public static String of(Trajectory trajectory, List<Recording> runs, Agreement agreement) {
        Recording first = runs.getFirst();
        Lines lines = new Lines();
        lines.line(trajectory.name() + (trajectory.description().isEmpty() ? "" : ": " + trajectory.description()));
        lines.line(String.format(
                Locale.ROOT,
                "%.0f s, seed %d%s, disruption looks at %.1f s of every ten",
                first.durationMs() / MS_PER_S,
                first.seed(),
                runs.size() == 1 ? "" : " and " + (runs.size() - 1) + " more",
                first.disruptionPollPhaseMs() / MS_PER_S));
        List<List<String>> claims = new ArrayList<>();
        claims.add(List.of("CLAIM", "asked for", "initialised", "gone", "because", "type", "capacity", "USD/h"));
        first.nodeClaims().forEach(claim -> claims.add(row(claim)));
        lines.blank().table(claims);
        lines.blank().table(totals(agreement, runs.size()));
        return lines.toString();
    }

    private static List<String> row(Claim claim) {
        String cause = claim.replaces().isEmpty() ? "" : " for " + claim.replaces();
        return List.of(
                claim.index() + " " + claim.pool() + cause,
                seconds(claim.createdMs()),
                seconds(claim.initializedMs()),
                seconds(claim.deletedMs()),
                Objects.requireNonNullElse(claim.deletionCause(), "–"),
                Objects.requireNonNullElse(claim.instanceType(), "–"),
                Objects.requireNonNullElse(claim.capacityType(), "–"),
                claim.price() == null ? "–" : String.format(Locale.ROOT, "%.4f", claim.price()));
    }

    private static String seconds(@Nullable Long ms) {
        return ms == null ? "–" : String.format(Locale.ROOT, "%.1f s", ms / MS_PER_S);
    }

    private static List<List<String>> totals(Agreement agreement, int runs) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("TOTALS", runs == 1 ? "simulated" : "simulated, least to most"));
        head.addAll(agreement.observedRuns());
        rows.add(head);
        for (Agreement.Row row : agreement.rows()) {
            List<String> cells = new ArrayList<>(List.of(row.measure(), range(row.simulated())));
            row.observed().forEach(value -> cells.add(number(value)));
            rows.add(cells);
        }
        return rows;
    }

    private static String range(List<Double> values) {
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
        return values.size() == 1 ? number(least) : number(least) + " … " + number(most);
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        boolean whole = value == Math.rint(value);
        return String.format(Locale.ROOT, whole ? "%,.0f" : Math.abs(value) < 10 ? "%.4f" : "%,.1f", value);
    }
}
