package dev.nodecast.reports.monthly;

import dev.nodecast.reports.page.Page.Tile;
import dev.nodecast.scenarios.result.Estimate;
import dev.nodecast.scenarios.result.Figures.GpuHours;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What a reader with ten seconds should know: title, a paragraph, the three numbers that matter. */
final class Headline {
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    private final MonthlyFigures figures;

    Headline(MonthlyFigures figures) {
        this.figures = figures;
    }

    String title() {
        return figures.summary().scenario().name() + ", " + monthName();
    }

    String subtitle() {
        var scenario = figures.summary().scenario();
        return "Monthly cost report of a simulation · " + scenario.region() + " · spot market: "
                + Words.orNone(scenario.market()) + " · " + daysCovered() + " (" + scenario.timeZone() + ")";
    }

    String monthName() {
        return MONTH.format(figures.month().month());
    }

    private String daysCovered() {
        MonthOfRun month = figures.month();
        boolean whole = month.firstDay().equals(month.month().atDay(1))
                && month.lastDay().equals(month.month().atEndOfMonth());
        return whole
                ? "the whole month"
                : "only " + DAY.format(month.firstDay()) + " to " + DAY.format(month.lastDay());
    }

    String paragraph() {
        return cost() + " " + waiting() + " " + gpus();
    }

    private String cost() {
        String bill = "In " + monthName() + " this cluster costs "
                + Formats.money(figures.cost().total());
        if (figures.arrived() == 0) {
            return bill + "; no job arrived.";
        }
        String jobs = " and completes " + Formats.count(figures.completed()) + " of "
                + Words.counted(figures.arrived(), "job", "jobs");
        return bill
                + jobs
                + (figures.completed() == 0 ? "." : ", which is " + Formats.money(perJob()) + " per completed job.");
    }

    private double perJob() {
        return figures.cost().total() / 1e6 / figures.completed();
    }

    private String waiting() {
        Waits waits = figures.waits();
        if (figures.arrived() == 0) {
            return "";
        }
        if (waits.count() == 0) {
            return "None of them ever started.";
        }
        return "Half of the jobs start within " + Formats.time(waits.quantile(0.5))
                + " of their arrival and 95 of 100 within " + Formats.time(waits.quantile(0.95))
                + "; the longest wait is " + Formats.time(waits.longest()) + ".";
    }

    private String gpus() {
        GpuHours gpu = figures.summary().figures().gpuHours();
        if (!(gpu.bought().mean() > 0)) {
            return "It bought no GPU time.";
        }
        return "Of the " + Formats.count(gpu.bought().mean()) + " GPU-hours bought"
                + (figures.month().isWholeRun() ? "" : " in the whole run") + ", jobs used "
                + Formats.percent(used(gpu)) + ".";
    }

    private static double used(GpuHours gpu) {
        return gpu.used().mean() / gpu.bought().mean();
    }

    List<Tile> tiles() {
        return List.of(costTile(), waitTile(), gpuTile());
    }

    private Tile costTile() {
        Estimate total = figures.summary().figures().cost().total();
        Estimate.Range range = total.range();
        String note = range != null && figures.month().isWholeRun()
                ? "95 % interval of " + figures.summary().replications() + " replications: "
                        + Formats.money(range.low()) + " to " + Formats.money(range.high())
                : Formats.money(figures.cost().compute()) + " of it for instances of node pools";
        return new Tile(Formats.money(figures.cost().total()), "Total cost", note);
    }

    private Tile waitTile() {
        double never =
                figures.queues().stream().mapToInt(QueueJobs::neverStarted).sum();
        return new Tile(
                Formats.time(figures.waits().quantile(0.95)),
                "95 of 100 jobs start within",
                never == 0
                        ? "every job of the month has started"
                        : Words.counted(never / figures.summary().replications(), "job has", "jobs have")
                                + " not started by the end of the run");
    }

    private Tile gpuTile() {
        GpuHours gpu = figures.summary().figures().gpuHours();
        boolean any = gpu.bought().mean() > 0;
        return new Tile(
                any ? Formats.percent(used(gpu)) : "–",
                "GPU time that did work",
                any
                        ? Formats.count(gpu.idle().mean()) + " of "
                                + Formats.count(gpu.bought().mean()) + " GPU-hours were idle"
                        : "no GPU time was bought");
    }
}
