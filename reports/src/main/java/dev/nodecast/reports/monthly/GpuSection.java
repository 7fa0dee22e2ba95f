package dev.nodecast.reports.monthly;

import dev.nodecast.reports.page.Block;
import dev.nodecast.reports.page.Block.Column;
import dev.nodecast.reports.page.Block.Kind;
import dev.nodecast.reports.page.Block.Line;
import dev.nodecast.reports.page.Section;
import dev.nodecast.scenarios.result.Estimate;
import dev.nodecast.scenarios.result.Figures.FleetLine;
import dev.nodecast.scenarios.result.Figures.GpuHours;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the GPU-hours bought were good for, and what was bought. */
final class GpuSection {
    private final MonthlyFigures figures;

    GpuSection(MonthlyFigures figures) {
        this.figures = figures;
    }

    Section section() {
        GpuHours gpu = figures.summary().figures().gpuHours();
        if (!(gpu.bought().mean() > 0)) {
            return new Section("gpus", "GPU time", "No GPU time was bought.", List.of());
        }
        return new Section("gpus", "GPU time", lead(gpu), List.of(hours(gpu), fleet()));
    }

    /** Why GPUs that are paid for do nothing, in the order of a node's life. */
    static Map<String, Estimate> idle(GpuHours.IdleBecause because) {
        Map<String, Estimate> idle = new LinkedHashMap<>();
        idle.put("idle: node booting", because.booting());
        idle.put("idle: no pod on the GPU", because.unassigned());
        idle.put("idle: image pull", because.imagePull());
        idle.put("idle: model load", because.modelLoad());
        idle.put("idle: worker waits for jobs", because.waitingForJobs());
        idle.put("idle: pod draining", because.draining());
        return idle;
    }

    private String lead(GpuHours gpu) {
        Map.Entry<String, Estimate> largest = idle(gpu.idleBecause()).entrySet().stream()
                .max(Map.Entry.comparingByValue((a, b) -> Double.compare(a.mean(), b.mean())))
                .orElseThrow();
        String scope = figures.month().isWholeRun() ? "" : "These figures are of the whole run. ";
        return scope
                + (gpu.idle().mean() > 0
                        ? "Most idle time is “" + largest.getKey().replace("idle: ", "") + "”: "
                                + Formats.count(largest.getValue().mean()) + " GPU-hours, "
                                + Formats.percent(
                                        largest.getValue().mean() / gpu.bought().mean()) + " of what was bought."
                        : "No GPU that was paid for was idle.");
    }

    private static Block hours(GpuHours gpu) {
        List<Line> lines = new ArrayList<>();
        lines.add(line("used by jobs", gpu.used(), gpu));
        idle(gpu.idleBecause()).forEach((reason, hours) -> lines.add(line(reason, hours, gpu)));
        lines.add(Line.of(Kind.SUM, "bought", Formats.hours(gpu.bought()), Formats.percent(1)));
        return new Block.Table(
                "GPU-hours",
                List.of(Column.text(""), Column.number("GPU-hours"), Column.number("of those bought")),
                lines,
                "");
    }

    private static Line line(String name, Estimate hours, GpuHours gpu) {
        double share = hours.mean() / gpu.bought().mean();
        return Line.of(name, Formats.hours(hours), Formats.percent(share)).bar(share);
    }

    private Block fleet() {
        List<Line> lines = new ArrayList<>();
        for (FleetLine bought : figures.summary().figures().fleet().values()) {
            lines.add(Line.of(
                    bought.nodePool(),
                    bought.instanceType(),
                    bought.capacityType(),
                    Formats.count(bought.launched()),
                    Formats.count(bought.interrupted()),
                    Formats.hours(bought.hours()),
                    Formats.hours(bought.gpuHours()),
                    Formats.percent(
                            bought.gpuHoursUsed().mean() / bought.gpuHours().mean()),
                    Formats.money(bought.cost())));
        }
        return new Block.Table(
                "What was bought",
                List.of(
                        Column.text("node pool"),
                        Column.text("instance type"),
                        Column.text("capacity"),
                        Column.number("launched"),
                        Column.number("interrupted"),
                        Column.number("instance-hours"),
                        Column.number("GPU-hours"),
                        Column.number("used"),
                        Column.number("USD")),
                lines,
                "Hours as instances existed; EC2 bills each for 60 seconds at least.");
    }
}
