package dev.nodecast.scenarios.result;

import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.sim.world.measure.NodeRecord;
import dev.nodecast.sim.world.measure.RunResult;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes the parts of one replication: jobs and decisions as they come, the rest at the end. */
final class CsvRunFiles implements RunFiles {

    private final Run run;
    private final Path folder;
    private final CsvWriter jobs;
    private final BufferedWriter decisions;
    private final DecisionJson decisionJson;

    CsvRunFiles(Run run, Path folder) throws IOException {
        this.run = run;
        this.folder = folder;
        this.jobs = new CsvWriter(part(ResultFiles.JOBS));
        this.decisions = Files.newBufferedWriter(part(ResultFiles.DECISIONS));
        this.decisionJson = new DecisionJson(run.id());
    }

    private Path part(String file) {
        return ResultFolder.part(folder, file, run.replication());
    }

    @Override
    public boolean wanted() {
        return true;
    }

    @Override
    public void job(JobRow job) {
        try {
            boolean started = job.firstStartNs() >= 0;
            boolean completed = job.completedNs() >= 0;
            jobs.text(run.id())
                    .number(job.id())
                    .text(run.queues().get(job.queue()))
                    .seconds(job.arrivalNs())
                    .seconds(started ? job.firstStartNs() : null)
                    .seconds(completed ? job.completedNs() : null)
                    .seconds(started ? job.firstStartNs() - job.arrivalNs() : null)
                    .seconds(completed ? job.completedNs() - job.arrivalNs() : null)
                    .seconds(job.serviceNs())
                    .number(job.attempts())
                    .seconds(job.lostNs())
                    .text(job.node())
                    .text(completed ? "completed" : job.failed() ? "failed" : "unfinished")
                    .end();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    @Override
    public void record(long nowNs, Decision decision) {
        try {
            decisions.write(decisionJson.line(nowNs, decision));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    @Override
    public void finish(RunResult result) throws IOException {
        try (CsvWriter nodes = new CsvWriter(part(ResultFiles.NODES))) {
            for (NodeRecord node : result.nodes()) {
                write(nodes, node);
            }
        }
        try (CsvWriter timeline = new CsvWriter(part(ResultFiles.TIMELINE))) {
            for (RunResult.TimelineSample sample : result.timeline()) {
                write(timeline, sample);
            }
        }
        try (CsvWriter costs = new CsvWriter(part(ResultFiles.COSTS))) {
            new DailyCosts(run, result).write(costs);
        }
    }

    private void write(CsvWriter out, NodeRecord node) throws IOException {
        out.text(run.id())
                .text(node.nodeClaim())
                .text(node.node())
                .text(node.providerId())
                .text(node.nodePool())
                .text(node.instanceType())
                .text(node.zone())
                .text(node.capacityType())
                .number(node.gpus())
                .seconds(node.requestedNs())
                .seconds(node.launchedNs())
                .seconds(node.runningNs())
                .seconds(node.registeredNs())
                .seconds(node.readyNs())
                .seconds(node.initializedNs())
                .seconds(node.noticeNs())
                .seconds(node.terminatingNs())
                .seconds(node.terminatedNs())
                .seconds(node.billedUntilNs())
                .text(word(node.endedBy()))
                .text(node.cause())
                .usd(node.costMicroUsd())
                .seconds(node.gpuUsedNs())
                .end();
    }

    private static String word(@Nullable Enum<?> constant) {
        return constant == null ? "" : constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void write(CsvWriter out, RunResult.TimelineSample sample) throws IOException {
        long waiting = sample.queueLengths().stream().mapToLong(Long::longValue).sum();
        out.text(run.id())
                .seconds(sample.atNs())
                .text(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        run.start().plusNanos(sample.atNs()).atZone(run.zone())))
                .number(sample.nodesByCapacityType().getOrDefault("on-demand", 0))
                .number(sample.nodesByCapacityType().getOrDefault("spot", 0))
                .number(sample.podsPending())
                .number(sample.podsRunning())
                .number(sample.runningJobs())
                .number(waiting)
                .number(sample.gpus())
                .number(sample.gpusBusy())
                .usd(sample.microUsdPerHour());
        for (long length : sample.queueLengths()) {
            out.number(length);
        }
        out.end();
    }

    @Override
    public void close() throws IOException {
        try (jobs) {
            decisions.close();
        }
    }
}
