package dev.nodecast.scheduler.review.source;

import dev.nodecast.scheduler.diagnostics.SourceMark;
import java.util.List;

/**
 * A metric that a PromQL expression reads.
 *
 * @param metric its name
 * @param labels the labels it is filtered by
 * @param groupedBy the labels of the {@code by} clauses of the whole expression
 * @param mark where it stands
 */
public record PromqlSelector(String metric, List<String> labels, List<String> groupedBy, SourceMark mark) {

    public PromqlSelector {
        labels = List.copyOf(labels);
        groupedBy = List.copyOf(groupedBy);
    }
}
