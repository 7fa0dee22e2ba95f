package dev.nodecast.reports.input;

import java.util.List;

/**
 * A row of {@code timeline.csv}: the cluster at one moment.
 *
 * @param replication from 0
 * @param timeS seconds since the scenario's start
 * @param waiting jobs that wait, by queue in the order of {@link StoredResult#queues}
 */
public record TimelineRow(
        int replication, double timeS, double onDemandNodes, double spotNodes, double gpusBusy, List<Double> waiting) {

    public TimelineRow {
        waiting = List.copyOf(waiting);
    }
}
