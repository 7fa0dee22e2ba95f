package dev.nodecast.reports.monthly;

import dev.nodecast.reports.page.Block;
import dev.nodecast.reports.page.Block.Column;
import dev.nodecast.reports.page.Block.Fact;
import dev.nodecast.reports.page.Block.Line;
import dev.nodecast.reports.page.Section;
import dev.nodecast.scenarios.result.Figures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What spot saves and what its interruptions do. */
final class SpotSection {
    private final MonthlyFigures figures;

    SpotSection(MonthlyFigures figures) {
        this.figures = figures;
    }

    Section section() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Facts(facts()));
        if (!figures.nodes().ends().isEmpty()) {
            blocks.add(ends());
        }
        String scope = figures.month().isWholeRun() ? "" : "Unless said otherwise these figures are of the whole run.";
        return new Section("spot", "Spot and interruptions", scope, blocks);
    }

    private List<Fact> facts() {
        Figures all = figures.summary().figures();
        NodeLives nodes = figures.nodes();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "Spot share of instance-hours",
                Formats.percent(all.spot().share().mean())));
        facts.add(new Fact(
                "Saved against on-demand prices",
                Formats.money(all.spot().saving()) + " of "
                        + Formats.money(all.spot().onDemandCost())));
        facts.add(new Fact("Nodes launched", Formats.count(all.nodes().launched())));
        facts.add(new Fact(
                "Nodes interrupted",
                Formats.count(all.nodes().interrupted()) + " got EC2's two-minute notice, "
                        + Formats.count(all.nodes().reclaimed()) + " were still there when EC2 took them"));
        facts.add(
                new Fact("Launches that EC2 refused", Formats.count(all.nodes().launchFailures())));
        facts.add(new Fact(
                "Jobs interrupted",
                Formats.count(all.jobs().interrupted()) + " had to be left by their worker before they were done"));
        facts.add(new Fact(
                "Jobs given back",
                Formats.count(all.jobs().requeued()) + " by their worker, "
                        + Formats.count(all.jobs().redelivered()) + " by the queue's visibility timeout"));
        facts.add(new Fact("Work lost", Formats.hours(all.jobs().lostHours()) + " hours of a worker"));
        troubles(facts, all.jobs());
        facts.add(new Fact("From request to a useful node (this month)", quantiles(nodes.untilUseful())));
        facts.add(new Fact("Life of a node (this month)", quantiles(nodes.lives())));
        return facts;
    }

    /** Only where there were any. */
    private static void troubles(List<Fact> facts, Figures.Jobs jobs) {
        Figures.Troubles troubles = jobs.troubles();
        if (troubles.duplicated().mean() > 0) {
            facts.add(new Fact(
                    "Jobs delivered again while a worker had them",
                    Formats.count(troubles.duplicated()) + " times; "
                            + Formats.hours(troubles.duplicateHours())
                            + " hours of a worker were spent on jobs that were done already"));
        }
        if (jobs.failed().mean() > 0 || troubles.failedExecutions().mean() > 0) {
            facts.add(new Fact(
                    "Jobs failed for good",
                    Formats.count(jobs.failed()) + ", after " + Formats.count(troubles.failedExecutions())
                            + " exceptions and " + Formats.count(troubles.retried()) + " retries"));
        }
    }

    private static String quantiles(Waits times) {
        return times.count() == 0
                ? "–"
                : "half within " + Formats.time(times.quantile(0.5)) + ", 95 of 100 within "
                        + Formats.time(times.quantile(0.95));
    }

    private Block ends() {
        int replications = figures.summary().replications();
        double all = figures.nodes().ends().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        List<Line> lines = figures.nodes().ends().entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(end -> Line.of(
                                end.getKey(),
                                Formats.count((double) end.getValue() / replications),
                                Formats.percent(end.getValue() / all))
                        .bar(end.getValue() / all))
                .toList();
        return new Block.Table(
                "Why nodes launched this month ended",
                List.of(Column.text("cause"), Column.number("nodes"), Column.number("share")),
                lines,
                "");
    }
}
