package dev.nodecast.scenarios.library;

import dev.nodecast.scenarios.file.ScenarioSource;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Scenarios that are run by name. */
public final class ReadyScenarios {

    private static final Map<String, String> ALL = all();

    private ReadyScenarios() {}

    /** Names and what each shows, in the order in which to read them. */
    public static Map<String, String> descriptions() {
        return ALL;
    }

    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /** The scenario of this name; its relative paths are taken from the working folder. */
    public static Optional<ScenarioSource> find(String name) {
        return ALL.containsKey(name)
                ? Optional.of(new ScenarioSource(BuiltinFiles.text(name + ".yaml", name + ".yaml"), Path.of("")))
                : Optional.empty();
    }

    /** The commented file that lists every key with its default. */
    public static String reference() {
        return BuiltinFiles.text("reference.yaml", "reference.yaml").text();
    }

    private static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(
                "gpu-spot-month",
                "The design with the fewest corrections that make it work: a month in Seoul on spot GPUs.");
        all.put("design-as-written", "The design's manifests untouched: no worker ever starts.");
        all.put("cost-table-24x7", "The design's cost table, first row: one g5.xlarge day and night.");
        all.put("cost-table-8h", "The design's cost table, second row: eight hours a day.");
        all.put("cost-table-on-request", "The design's cost table, third row: only while there is work.");
        all.put(
                "cluster-autoscaler-vs-karpenter",
                "Cluster Autoscaler's node groups against Karpenter on the same demand: compare it with itself.");
        all.put(
                "hpa-design-flaws",
                "The design's HPA, which counts one of three queues and no running job, against a corrected one.");
        all.put(
                "visibility-timeout-duplicates",
                "Jobs longer than Redis' visibility timeout, executed again and again; and two repairs.");
        all.put(
                "capacity-buffer-vs-balloon",
                "What headroom for two workers costs and saves: none, a CapacityBuffer, balloon pods.");
        all.put(
                "global-consolidation",
                "Several nodes into several at the least cost, against Karpenter's several into at most one.");
        all.put("look-ahead", "Idle nodes kept while that is cheaper than starting others, against Karpenter's 30 s.");
        all.put("spot-choice", "Spot chosen by the expected cost of a finished job, against the cheapest hour.");
        all.put("erlang-c", "A fixed fleet with Poisson arrivals, beside the closed form of queueing theory.");
        all.put(
                "stable-diffusion-queue",
                "A real request trace through the corrected design, over a real spot capacity trace.");
        return Collections.unmodifiableMap(all);
    }
}
