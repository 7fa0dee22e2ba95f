package dev.nodecast.reports.input;

import dev.nodecast.reports.input.CostRow.CostItem;
import dev.nodecast.scenarios.result.ResultJson;
import dev.nodecast.scenarios.result.ScenarioResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * A folder that {@code nodecast simulate -o DIR} wrote. Every method refuses a file that is missing, cut off, of another
 * run or of another schema with {@link dev.nodecast.scheduler.diagnostics.InvalidInput}.
 */
public final class StoredResult {
    private static final List<String> COSTS = List.of(
            "run",
            "date",
            "category",
            "node_pool",
            "instance_type",
            "capacity_type",
            "zone",
            "item",
            "quantity",
            "unit",
            "cost_usd");
    private static final List<String> JOBS = List.of("run", "queue", "arrival_s", "completed_s", "wait_s");
    private static final List<String> NODES =
            List.of("run", "node_claim", "requested_s", "launched_s", "initialized_s", "terminated_s", "cause");
    private static final List<String> TIMELINE = List.of("run", "time_s", "nodes_on_demand", "nodes_spot", "gpus_busy");
    private static final String WAITING = "waiting_";

    private final Path folder;
    private final ScenarioResult summary;
    private final RunMark mark;

    private StoredResult(Path folder, ScenarioResult summary) {
        this.folder = folder;
        this.summary = summary;
        this.mark = new RunMark(summary);
    }

    /** Opens {@code folder} and reads its {@code summary.json}. */
    public static StoredResult open(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw ReportProblem.inFile(
                    folder,
                    Files.exists(folder) ? "a file" : "no such folder",
                    "a result folder",
                    "write one with `nodecast simulate SCENARIO -o " + folder + "`");
        }
        Path file = folder.resolve("summary.json");
        if (!Files.isRegularFile(file)) {
            throw ReportProblem.inFile(
                    file, "no such file", "the summary of a result folder", ReportProblem.SIMULATE_AGAIN);
        }
        return new StoredResult(folder, summary(file));
    }

    private static ScenarioResult summary(Path file) throws IOException {
        try {
            return ResultJson.read(file);
        } catch (IllegalArgumentException unreadable) {
            RuntimeException problem = ReportProblem.inFile(
                    file,
                    unreadable.getMessage() == null ? "an unreadable summary" : unreadable.getMessage(),
                    "a whole summary of schema " + ScenarioResult.SCHEMA_VERSION,
                    ReportProblem.SIMULATE_AGAIN);
            problem.initCause(unreadable);
            throw problem;
        }
    }

    public Path path() {
        return folder;
    }

    public ScenarioResult summary() {
        return summary;
    }

    /** When the run was. */
    public RunPeriod period() {
        return RunPeriod.of(summary.scenario(), folder);
    }

    /** The invoice lines, by day. */
    public void costs(Consumer<CostRow> rows) throws IOException {
        new CsvFile(folder.resolve("costs.csv"), COSTS).read(line -> {
            mark.replication(line);
            rows.accept(
                    new CostRow(line.date("date"), item(line), line.decimal("quantity"), line.microUsd("cost_usd")));
        });
    }

    private static CostItem item(CsvLine line) {
        return new CostItem(
                line.text("category"),
                line.text("node_pool"),
                line.text("instance_type"),
                line.text("capacity_type"),
                line.text("zone"),
                line.text("item"),
                line.text("unit"));
    }

    /** The jobs, in order of completion. */
    public void jobs(Consumer<JobRow> rows) throws IOException {
        new CsvFile(folder.resolve("jobs.csv"), JOBS).read(line -> {
            mark.replication(line);
            rows.accept(new JobRow(
                    line.text("queue"), line.number("arrival_s"), line.number("completed_s"), line.number("wait_s")));
        });
    }

    /** The instances. */
    public void nodes(Consumer<NodeRow> rows) throws IOException {
        new CsvFile(folder.resolve("nodes.csv"), NODES).read(line -> {
            mark.replication(line);
            rows.accept(new NodeRow(
                    !line.text("node_claim").isEmpty(),
                    line.number("requested_s"),
                    line.number("launched_s"),
                    line.number("initialized_s"),
                    line.number("terminated_s"),
                    line.text("cause")));
        });
    }

    /** The queues that {@code timeline.csv} has columns for, in their order. */
    public List<String> queues() throws IOException {
        return timelineFile().header().withPrefix(WAITING);
    }

    /** Samples of the cluster, in order of replication and time. */
    public void timeline(Consumer<TimelineRow> rows) throws IOException {
        List<String> queues = queues();
        timelineFile()
                .read(line -> rows.accept(new TimelineRow(
                        mark.replication(line),
                        line.number("time_s"),
                        line.number("nodes_on_demand"),
                        line.number("nodes_spot"),
                        line.number("gpus_busy"),
                        queues.stream()
                                .map(queue -> line.number(WAITING + queue))
                                .toList())));
    }

    private CsvFile timelineFile() {
        return new CsvFile(folder.resolve("timeline.csv"), TIMELINE);
    }
}
