package dev.nodecast.scenarios.experiment;

import dev.nodecast.scenarios.resolve.Scenario;
import dev.nodecast.scenarios.resolve.Variation;
import dev.nodecast.scenarios.result.Estimate;
import dev.nodecast.scenarios.result.Figures;
import dev.nodecast.scenarios.result.Measures;
import dev.nodecast.sim.stats.ConfidenceInterval;
import dev.nodecast.sim.stats.Replications;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/** Compares scenarios on common random numbers; {@link Comparison} says what comes out. */
public final class Comparer {

    private static final double CONFIDENCE = 0.95;

    private static final Map<String, String> MEASURES = measures();

    private final List<Scenario> scenarios;
    private final Options options;

    private Comparer(List<Scenario> scenarios, Options options) {
        this.scenarios = scenarios;
        this.options = options;
    }

    /**
     * Runs every replication of every scenario and compares each scenario with the first. All run with the options' seed, or
     * the first scenario's.
     *
     * @throws IllegalArgumentException with fewer than two scenarios or two replications
     */
    public static Comparison compare(Map<String, Scenario> scenariosByName, Options options) {
        if (scenariosByName.size() < 2 || options.replications() < 2) {
            throw new IllegalArgumentException(
                    "found " + scenariosByName.size() + " scenarios and " + options.replications()
                            + " replications, expected at least 2 of each: an interval needs repetitions");
        }
        return new Comparer(List.copyOf(scenariosByName.values()), options)
                .compare(List.copyOf(scenariosByName.keySet()));
    }

    private Comparison compare(List<String> names) {
        long seed = options.seed().orElse(scenarios.getFirst().file().seed());
        double parts = (double) scenarios.size() * options.replications();
        Progress progress = share -> options.progress().advanced(share / parts);
        List<Callable<Replication.Outcome>> tasks = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            for (int r = 0; r < options.replications(); r++) {
                Replication replication = new Replication(scenario, seed, r, progress);
                tasks.add(() -> replication.run(Variation.NONE));
            }
        }
        List<Replication.Outcome> outcomes = Parallel.run(tasks, options.threads());
        Map<String, String> measures = allMeasures();
        int differences = measures.size() * (scenarios.size() - 1);
        List<Comparison.Variant> variants = new ArrayList<>();
        for (int s = 1; s < scenarios.size(); s++) {
            variants.add(variant(names.get(s), figures(outcomes, 0), figures(outcomes, s), differences));
        }
        return new Comparison(names.getFirst(), seed, options.replications(), variants, remark(differences));
    }

    private static String remark(int differences) {
        return differences + " differences are looked at: with 95 % intervals about one in twenty seems real by chance."
                + " Those marked real among all hold together with 95 % confidence (Bonferroni).";
    }

    private List<Figures> figures(List<Replication.Outcome> outcomes, int scenario) {
        int first = scenario * options.replications();
        return outcomes.subList(first, first + options.replications()).stream()
                .map(Replication.Outcome::figures)
                .toList();
    }

    private Comparison.Variant variant(String name, List<Figures> base, List<Figures> variant, int differences) {
        List<Comparison.Difference> found = new ArrayList<>();
        allMeasures().forEach((measure, unit) -> {
            double[] before = values(base, measure);
            double[] after = values(variant, measure);
            if (comparable(before, after)) {
                found.add(difference(measure, unit, before, after, differences));
            }
        });
        return new Comparison.Variant(name, found);
    }

    private static boolean comparable(double[] before, double[] after) {
        for (int i = 0; i < before.length; i++) {
            if (!Double.isFinite(before[i]) || !Double.isFinite(after[i])) {
                return false;
            }
        }
        return true;
    }

    private static Comparison.Difference difference(
            String measure, String unit, double[] before, double[] after, int differences) {
        ConfidenceInterval single = Replications.pairedDifference(before, after, CONFIDENCE);
        ConfidenceInterval among =
                Replications.pairedDifference(before, after, 1 - (1 - CONFIDENCE) / Math.max(1, differences));
        return new Comparison.Difference(
                measure,
                unit,
                ConfidenceInterval.of(before).mean(),
                ConfidenceInterval.of(after).mean(),
                single.mean(),
                single.low(),
                single.high(),
                single.excludesZero(),
                among.excludesZero());
    }

    private static double[] values(List<Figures> figures, String measure) {
        return figures.stream()
                .mapToDouble(
                        one -> Measures.find(one, measure).map(Estimate::mean).orElse(Double.NaN))
                .toArray();
    }

    private Map<String, String> allMeasures() {
        Map<String, String> all = new LinkedHashMap<>(MEASURES);
        Set<String> queues = new LinkedHashSet<>();
        scenarios.forEach(
                scenario -> queues.addAll(scenario.file().workload().queues().keySet()));
        for (String queue : queues) {
            for (String statistic : List.of("mean", "p50", "p95", "p99")) {
                all.put("queues." + queue + ".wait." + statistic, "s");
            }
        }
        return all;
    }

    private static Map<String, String> measures() {
        Map<String, String> measures = new LinkedHashMap<>();
        measures.put("cost.total", "USD");
        measures.put("cost.compute", "USD");
        measures.put("gpuHours.bought", "h");
        measures.put("gpuHours.used", "h");
        measures.put("gpuHours.idle", "h");
        measures.put("jobs.completed", "");
        measures.put("jobs.unfinished", "");
        measures.put("jobs.lostHours", "h");
        measures.put("jobs.requeued", "");
        measures.put("jobs.interrupted", "");
        measures.put("nodes.launched", "");
        measures.put("nodes.interrupted", "");
        for (String step : List.of("pendingToBound", "pendingToWorking")) {
            measures.put("pods." + step + ".p50", "s");
            measures.put("pods." + step + ".p95", "s");
        }
        return measures;
    }
}
