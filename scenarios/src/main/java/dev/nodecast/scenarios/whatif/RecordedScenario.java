package dev.nodecast.scenarios.whatif;

import dev.nodecast.scenarios.journal.RecordedNode;
import dev.nodecast.scenarios.journal.RecordedRun;
import dev.nodecast.scheduler.model.ObjectKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A scenario of what a recorded run was asked to do: replicas of its Deployments over time, and how long its nodes took to
 * come up. The manifests are to be named by whoever runs it.
 */
final class RecordedScenario {

    /** Fewer nodes say too little of how long a node takes; then the usual times are taken. */
    private static final int FEWEST_NODES = 3;

    private static final int QUANTILES = 21;
    private static final String FILE = "scenario.yaml";

    private final RecordedRun run;
    private final Demand demand;
    private final String region;

    RecordedScenario(RecordedRun run, Demand demand, String region) {
        this.run = run;
        this.demand = demand;
        this.region = region;
    }

    /** Writes it and what it names into a folder that exists; returns the scenario's file. */
    Path write(Path folder) throws IOException {
        List<String> histories = new ArrayList<>();
        for (var workload : demand.replicas().entrySet()) {
            String file = "replicas-" + histories.size() + ".csv";
            Files.writeString(folder.resolve(file), csv(workload.getValue()));
            histories.add("    - {deployment: \"" + name(workload.getKey()) + "\", file: " + file + "}\n");
        }
        Path scenario = folder.resolve(FILE);
        Files.writeString(scenario, yaml(histories));
        return scenario;
    }

    private static String name(ObjectKey deployment) {
        return deployment.namespace() + "/" + deployment.name();
    }

    private String csv(TreeMap<Long, Integer> steps) {
        StringBuilder csv = new StringBuilder("time_s,replicas\n");
        if (steps.isEmpty() || steps.firstKey() > run.beginNs()) {
            csv.append("0,0\n");
        }
        steps.forEach((timeNs, replicas) -> csv.append(seconds(timeNs - run.beginNs()))
                .append(',')
                .append(replicas)
                .append('\n'));
        return csv.toString();
    }

    private String yaml(List<String> histories) {
        Duration length = Duration.ofNanos(Math.max(1, run.endNs() - run.beginNs()));
        return "name: replay of " + run.session() + "\n"
                + "start: "
                + DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(run.origin()
                        .plusNanos(run.beginNs())
                        .atOffset(ZoneOffset.UTC)
                        .withNano(0))
                + "\ntimeZone: UTC\n"
                + "duration: " + Math.max(1, length.toSeconds()) + "s\n"
                + "region: " + region + "\n"
                + "manifestErrors: warn\n"
                + nodeTimes()
                + "spot: {market: calm}\n"
                + "bill: {controlPlane: false, storage: false}\n"
                + (histories.isEmpty() ? "" : "workload:\n  replicas:\n" + String.join("", histories));
    }

    private String nodeTimes() {
        List<Double> calls = times(node -> elapsed(node.requestedNs(), node.launchedNs()));
        List<Double> boots = times(node -> elapsed(node.launchedNs(), node.registeredNs()));
        List<Double> readies = times(node -> elapsed(node.registeredNs(), node.initializedNs()));
        if (calls.size() < FEWEST_NODES || boots.size() < FEWEST_NODES || readies.size() < FEWEST_NODES) {
            return "";
        }
        return "cluster:\n  nodes:\n"
                + "    fleetCall: " + empirical(calls) + "\n"
                + "    launch: 0s\n"
                + "    boot: " + empirical(boots) + "\n"
                + "    ready: " + empirical(readies) + "\n"
                + "    devicePlugin: 0s\n";
    }

    private List<Double> times(Function<RecordedNode, @Nullable Double> time) {
        return run.nodes().stream().map(time).filter(Objects::nonNull).sorted().toList();
    }

    private static @Nullable Double elapsed(@Nullable Long fromNs, @Nullable Long toNs) {
        return fromNs == null || toNs == null ? null : Math.max(0, toNs - fromNs) / 1e9;
    }

    /** Equally spaced quantiles of what was measured. */
    private static String empirical(List<Double> sorted) {
        List<String> quantiles = IntStream.range(0, QUANTILES)
                .mapToObj(i -> sorted.get((int) Math.round(i * (sorted.size() - 1.0) / (QUANTILES - 1))))
                .map(seconds -> String.format(Locale.ROOT, "%.3fs", seconds))
                .toList();
        return "{empirical: [" + String.join(", ", quantiles) + "]}";
    }

    private static String seconds(long ns) {
        return String.format(Locale.ROOT, "%.3f", ns / 1e9);
    }
}
