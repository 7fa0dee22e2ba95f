package dev.nodecast.scheduler.review.worker;

import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.manifest.tree.MapNode;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import dev.nodecast.scheduler.review.system.Workload;
import java.util.ArrayList;
import java.util.List;

/**
 * A probe that runs a command in the container.
 *
 * @param kind {@code readinessProbe}, {@code livenessProbe} or {@code startupProbe}
 * @param words the command
 * @param timeoutSeconds as written, 1 where nothing is
 * @param stated whether the timeout is written
 * @param mark where the probe stands
 * @param commandMark where its command stands
 */
record ExecProbe(
        String kind,
        Workload workload,
        List<String> words,
        int timeoutSeconds,
        boolean stated,
        SourceMark mark,
        SourceMark commandMark) {

    private static final List<String> KINDS = List.of("readinessProbe", "livenessProbe", "startupProbe");

    static List<ExecProbe> of(ReviewedSystem system) {
        List<ExecProbe> probes = new ArrayList<>();
        for (Workload workload : system.workloads()) {
            for (MapNode container : workload.containers()) {
                for (String kind : KINDS) {
                    if (container.get(kind).orElse(null) instanceof MapNode probe
                            && probe.at("exec", "command").isPresent()) {
                        probes.add(of(kind, workload, container, probe));
                    }
                }
            }
        }
        return probes;
    }

    private static ExecProbe of(String kind, Workload workload, MapNode container, MapNode probe) {
        List<String> words = new ArrayList<>();
        for (String word : Workload.words(probe.at("exec", "command"))) {
            words.addAll(List.of(word.strip().split("\\s+")));
        }
        String timeout = probe.textAt("timeoutSeconds").orElse("");
        return new ExecProbe(
                kind,
                workload,
                words,
                timeout.matches("[0-9]{1,6}") ? Integer.parseInt(timeout) : 1,
                !timeout.isEmpty(),
                container.entry(kind).map(MapNode.Entry::keyMark).orElse(probe.mark()),
                probe.at("exec", "command").map(n -> n.mark()).orElse(probe.mark()));
    }

    boolean isCeleryInspect() {
        return words.stream().anyMatch(w -> w.endsWith("celery")) && words.contains("inspect");
    }

    /** Whether Celery is told which worker is asked. */
    boolean hasDestination() {
        return words.stream()
                .anyMatch(w -> w.equals("-d")
                        || w.startsWith("--destination")
                        || w.startsWith("-d=")
                        || w.startsWith("-dcelery"));
    }
}
