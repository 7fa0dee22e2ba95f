package dev.nodecast.scenarios.result;

import java.util.ArrayList;
import java.util.List;

/** Names and columns of the files of a result folder. */
public final class ResultFiles {

    public static final String SUMMARY = "summary.json";
    public static final String NODES = "nodes.csv";
    public static final String JOBS = "jobs.csv";
    public static final String TIMELINE = "timeline.csv";
    public static final String COSTS = "costs.csv";
    public static final String DECISIONS = "decisions.jsonl";

    /** Columns of {@link #NODES}. */
    public static final List<String> NODE_COLUMNS = List.of(
            "run",
            "node_claim",
            "node",
            "provider_id",
            "node_pool",
            "instance_type",
            "zone",
            "capacity_type",
            "gpus",
            "requested_s",
            "launched_s",
            "running_s",
            "registered_s",
            "ready_s",
            "initialized_s",
            "notice_s",
            "terminating_s",
            "terminated_s",
            "billed_until_s",
            "ended_by",
            "cause",
            "cost_usd",
            "gpu_used_s");

    /** Columns of {@link #JOBS}. */
    public static final List<String> JOB_COLUMNS = List.of(
            "run",
            "job",
            "queue",
            "arrival_s",
            "first_start_s",
            "completed_s",
            "wait_s",
            "turnaround_s",
            "service_s",
            "attempts",
            "lost_s",
            "node",
            "outcome");

    /** Columns of {@link #COSTS}. */
    public static final List<String> COST_COLUMNS = List.of(
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

    private static final List<String> TIMELINE_COLUMNS = List.of(
            "run",
            "time_s",
            "local_time",
            "nodes_on_demand",
            "nodes_spot",
            "pods_pending",
            "pods_running",
            "jobs_running",
            "jobs_waiting",
            "gpus",
            "gpus_busy",
            "cost_usd_per_hour");

    private ResultFiles() {}

    /** Columns of {@link #TIMELINE}: the fixed ones and {@code waiting_<queue>} for each queue. */
    public static List<String> timelineColumns(List<String> queues) {
        List<String> columns = new ArrayList<>(TIMELINE_COLUMNS);
        queues.forEach(queue -> columns.add("waiting_" + queue));
        return List.copyOf(columns);
    }
}
