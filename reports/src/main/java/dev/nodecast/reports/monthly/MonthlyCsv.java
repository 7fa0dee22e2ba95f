package dev.nodecast.reports.monthly;

import dev.nodecast.reports.input.CostRow.CostItem;
import dev.nodecast.reports.output.CsvText;
import dev.nodecast.scenarios.result.Figures.GpuHours;
import dev.nodecast.scheduler.billing.Category;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The numbers of a monthly report as CSV files. Every row begins with the run (the first eight digits of the scenario's
 * hash, and the seed) and the version, so that files of several reports can be put together.
 */
final class MonthlyCsv {
    private static final int DECIMALS = 6;
    private static final int HASH_DIGITS = 8;
    private static final List<String> MARK = List.of("run", "nodecast_version");

    private final MonthlyFigures figures;

    MonthlyCsv(MonthlyFigures figures) {
        this.figures = figures;
    }

    /** The files' texts by name. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("cost-by-day.csv", costByDay());
        texts.put("cost-lines.csv", costLines());
        texts.put("waits.csv", waits());
        texts.put("wait-distribution.csv", waitDistribution());
        texts.put("cluster-by-hour.csv", clusterByHour());
        texts.put("gpu-hours.csv", gpuHours());
        return texts;
    }

    private String costByDay() {
        List<String> parts = parts();
        List<String> columns = new ArrayList<>(List.of("date"));
        parts.forEach(part -> columns.add(part.replace('-', '_') + "_usd"));
        columns.add("total_usd");
        CsvText csv = table(columns.toArray(String[]::new));
        for (LocalDate day : figures.cost().days().keySet()) {
            List<String> cells = new ArrayList<>(List.of(day.toString()));
            parts.forEach(part -> cells.add(CsvText.usd(figures.cost().ofDay(day, part))));
            cells.add(CsvText.usd(figures.cost().ofDay(day)));
            row(csv, cells);
        }
        return csv.toString();
    }

    /** Capacity types and categories: those that always have a column, then what else the bill has. */
    private List<String> parts() {
        Set<String> parts = new LinkedHashSet<>(List.of("spot", "on-demand", "reserved"));
        for (Category category : Category.values()) {
            if (category != Category.COMPUTE) {
                parts.add(category.text());
            }
        }
        figures.cost().lines().forEach(line -> parts.add(MonthlyCost.partOf(line)));
        return List.copyOf(parts);
    }

    private String costLines() {
        CsvText csv = table(
                "category",
                "node_pool",
                "instance_type",
                "capacity_type",
                "zone",
                "item",
                "quantity",
                "unit",
                "cost_usd");
        for (CostLine line : figures.cost().lines()) {
            CostItem item = line.item();
            row(
                    csv,
                    List.of(
                            item.category(),
                            item.nodePool(),
                            item.instanceType(),
                            item.capacityType(),
                            item.zone(),
                            item.item(),
                            CsvText.number(line.quantity().doubleValue(), DECIMALS),
                            item.unit(),
                            CsvText.usd(line.microUsd())));
        }
        return csv.toString();
    }

    private String waits() {
        CsvText csv = table(
                "queue",
                "jobs_arrived",
                "jobs_completed",
                "jobs_never_started",
                "wait_mean_s",
                "wait_p50_s",
                "wait_p95_s",
                "wait_p99_s",
                "wait_max_s");
        for (QueueJobs jobs : figures.queues()) {
            Waits waits = jobs.waits();
            row(
                    csv,
                    List.of(
                            jobs.queue(),
                            perReplication(jobs.arrived()),
                            perReplication(jobs.completed()),
                            perReplication(jobs.neverStarted()),
                            number(waits.mean()),
                            number(waits.quantile(0.5)),
                            number(waits.quantile(0.95)),
                            number(waits.quantile(0.99)),
                            number(waits.longest())));
        }
        return csv.toString();
    }

    private String waitDistribution() {
        CsvText csv = table("queue", "wait_s", "share_of_jobs_started");
        for (QueueJobs jobs : figures.queues()) {
            for (WaitCurve.Point point : WaitCurve.of(jobs).points()) {
                row(csv, List.of(jobs.queue(), number(point.waitS()), number(point.share())));
            }
        }
        return csv.toString();
    }

    private String clusterByHour() {
        List<String> columns =
                new ArrayList<>(List.of("local_time", "nodes_on_demand_mean", "nodes_spot_mean", "gpus_busy_mean"));
        figures.timeline().queues().forEach(queue -> columns.add("jobs_waiting_max_" + queue));
        CsvText csv = table(columns.toArray(String[]::new));
        for (Timeline.Hour hour : figures.timeline().hours()) {
            List<String> cells = new ArrayList<>();
            cells.add(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                    hour.start().atZone(figures.month().run().zone())));
            cells.add(number(hour.onDemandNodes()));
            cells.add(number(hour.spotNodes()));
            cells.add(number(hour.gpusBusy()));
            hour.waiting().forEach(jobs -> cells.add(number(jobs)));
            row(csv, cells);
        }
        return csv.toString();
    }

    private String gpuHours() {
        CsvText csv = table("use", "whole_run_gpu_hours");
        GpuHours gpu = figures.summary().figures().gpuHours();
        row(csv, List.of("used by jobs", number(gpu.used().mean())));
        GpuSection.idle(gpu.idleBecause()).forEach((use, hours) -> row(csv, List.of(use, number(hours.mean()))));
        return csv.toString();
    }

    private static CsvText table(String... columns) {
        List<String> all = new ArrayList<>(MARK);
        all.addAll(List.of(columns));
        return new CsvText(all);
    }

    private void row(CsvText csv, List<String> cells) {
        List<String> all = new ArrayList<>(List.of(run(), figures.summary().version()));
        all.addAll(cells);
        csv.row(all);
    }

    private String run() {
        String hash = figures.summary().scenario().hash();
        return hash.substring(0, Math.min(HASH_DIGITS, hash.length())) + "-"
                + figures.summary().seed();
    }

    private String perReplication(int jobs) {
        return number((double) jobs / figures.summary().replications());
    }

    private static String number(double value) {
        return CsvText.number(value, DECIMALS);
    }
}
