package dev.nodecast.scenarios.trajectory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The totals of simulated runs beside those of the recorded ones. */
public record Agreement(List<String> observedRuns, List<Row> rows) {

    /** Every run's value of one measure. */
    public record Row(String measure, List<Double> simulated, List<Double> observed) {
        public Row {
            simulated = List.copyOf(simulated);
            observed = List.copyOf(observed);
        }
    }

    private record Measure(String name, String path, ToDoubleFunction<Recording.Summary> simulated) {}

    private static final List<Measure> MEASURES = List.of(
            new Measure("instance-seconds", "instanceSeconds", Recording.Summary::instanceSeconds),
            new Measure("cost USD", "costUsd", Recording.Summary::costUsd),
            new Measure("launches", "launches", Recording.Summary::launches),
            new Measure("of which replacements", "launchesReplacement", Recording.Summary::launchesReplacement),
            new Measure("disruption commands", "disruptionCommandCount", Recording.Summary::disruptionCommandCount),
            new Measure("nodes disrupted", "disruptedNodes", Recording.Summary::disruptedNodes),
            new Measure("claims at the end", "nodeClaimsAtEnd", Recording.Summary::nodeClaimsAtEnd),
            new Measure("pods created", "pods/created", s -> s.pods().created()),
            new Measure("pods evicted", "pods/evicted", s -> s.pods().evicted()),
            new Measure(
                    "unscheduled pod-seconds",
                    "pods/unscheduledPodSeconds",
                    s -> s.pods().unscheduledPodSeconds()),
            new Measure("pending p50 ms", "pods/pendingMsP50", s -> s.pods().pendingMsP50()),
            new Measure("pending p95 ms", "pods/pendingMsP95", s -> s.pods().pendingMsP95()));

    public Agreement {
        observedRuns = List.copyOf(observedRuns);
        rows = List.copyOf(rows);
    }

    public static Agreement of(List<Recording> simulated, List<Observed> observed) {
        List<Row> rows = new ArrayList<>();
        for (Measure measure : MEASURES) {
            rows.add(new Row(
                    measure.name,
                    simulated.stream()
                            .map(run -> measure.simulated.applyAsDouble(run.summary()))
                            .toList(),
                    observed.stream().map(run -> run.number(measure.path)).toList()));
        }
        return new Agreement(observed.stream().map(Observed::name).toList(), rows);
    }
}
