package dev.nodecast.reports.monthly;

import dev.nodecast.reports.page.Block;
import dev.nodecast.reports.page.Block.Column;
import dev.nodecast.reports.page.Block.Kind;
import dev.nodecast.reports.page.Block.Line;
import dev.nodecast.reports.page.Section;
import dev.nodecast.scenarios.result.Estimate;
import dev.nodecast.scenarios.result.Figures;
import dev.nodecast.scenarios.result.Figures.Beside;
import dev.nodecast.scenarios.result.Figures.Bound;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the same demand would have cost otherwise: how far the run is from the best and the worst. */
final class BoundsSection {
    private final Figures figures;
    private final double meanWait;

    /** {@code meanWait} of the run, in seconds; not-a-number where it is not known. */
    BoundsSection(Figures figures, double meanWait) {
        this.figures = figures;
        this.meanWait = meanWait;
    }

    /** Empty where the run has neither bounds nor variants beside it. */
    Optional<Section> section() {
        List<Block> blocks = new ArrayList<>();
        if (!figures.bounds().isEmpty()) {
            blocks.add(bounds());
        }
        if (!figures.beside().isEmpty()) {
            blocks.add(beside());
        }
        String lead = "The same demand, served in other ways: the cost of the pools' instances over the whole run.";
        return blocks.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section("bounds", "How good is that?", lead, blocks));
    }

    private record Way(Kind kind, String name, Estimate compute, Estimate meanWait) {}

    private Block bounds() {
        List<Way> ways = new ArrayList<>();
        ways.add(new Way(Kind.SUM, "this run", figures.cost().compute(), Estimate.of(meanWait)));
        figures.bounds()
                .forEach(
                        (name, bound) -> ways.add(new Way(Kind.PLAIN, words(name), bound.compute(), bound.meanWait())));
        ways.sort(Comparator.comparingDouble(way -> way.compute().mean()));
        double dearest = ways.stream()
                .mapToDouble(way -> way.compute().mean())
                .filter(usd -> usd > 0)
                .max()
                .orElse(1);
        List<Line> lines = ways.stream()
                .map(way -> Line.of(
                                way.kind(),
                                way.name(),
                                Formats.time(way.meanWait()),
                                Formats.money(way.compute()),
                                against(way.compute()))
                        .bar(way.compute().mean() / dearest))
                .toList();
        return new Block.Table(
                "Bounds",
                List.of(
                        Column.text(""),
                        Column.number("mean wait"),
                        Column.number("instances, USD"),
                        Column.number("of this run")),
                lines,
                "All on demand is simulated with the same jobs and the same chance. The others are computed: never scaled"
                        + " down pays for the highest number of GPUs so far until the end; perfect foresight pays for the"
                        + " jobs' service time alone, at the lowest price of the period, and no policy can be cheaper.");
    }

    private Block beside() {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(
                Kind.SUM,
                "this run",
                Formats.time(meanWait),
                Formats.hours(figures.gpuHours().bought()),
                Formats.hours(figures.gpuHours().used()),
                Formats.money(figures.cost().compute()),
                Formats.money(figures.cost().total())));
        figures.beside().forEach((name, variant) -> lines.add(line(name, variant)));
        return new Block.Table(
                "Variants of the scenario, simulated with the same chance",
                List.of(
                        Column.text(""),
                        Column.number("mean wait"),
                        Column.number("GPU-hours bought"),
                        Column.number("GPU-hours used"),
                        Column.number("instances, USD"),
                        Column.number("total, USD")),
                lines,
                "");
    }

    private static Line line(String name, Beside variant) {
        return Line.of(
                name,
                Formats.time(variant.meanWait()),
                Formats.hours(variant.gpuHoursBought()),
                Formats.hours(variant.gpuHoursUsed()),
                Formats.money(variant.compute()),
                Formats.money(variant.total()));
    }

    private String against(Estimate compute) {
        double run = figures.cost().compute().mean();
        return run > 0 ? Formats.percent(compute.mean() / run) : "–";
    }

    private static String words(String bound) {
        Map<String, String> words = Map.of(
                Bound.ALL_ON_DEMAND, "all on demand",
                Bound.NEVER_SCALED_DOWN, "never scaled down",
                Bound.PERFECT_FORESIGHT, "perfect foresight");
        return words.getOrDefault(bound, bound);
    }
}
