package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.model.Budget;
import dev.nodecast.scheduler.provisioning.reference.ReferenceData;
import dev.nodecast.scheduler.provisioning.reference.Tree;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Disruption on the large clusters of the reference, in CPU time of this thread beside that of Karpenter's process. Run
 * with {@code -Dnodecast.shared=DIR}. A planner is made anew for each measurement, unless "kept" is said: then what it
 * concluded in the pass before is at hand, as it is in the control loop.
 */
final class DisruptionBench {

    private static final int WARM_UP = 30;
    private static final int RUNS = 5;

    private DisruptionBench() {}

    public static void main(String[] args) {
        if (args.length == 0) {
            passes();
        }
        BenchCluster tight = BenchCluster.read("disbench-tight-1000");
        BenchCluster fruitless = tight.fruitless();
        double one = new Steps("disbench-tight-1000").cpuMs("simulate-1-candidates");
        int candidates = new Pieces(fruitless).ranked.size();
        double forEach = candidates * one;
        System.out.println("fruitless: " + candidates + " candidates");
        row("tight-1000", "fruitless single-node", forEach, () -> singleNode(fruitless));
        row("tight-1000", "the same, no bounds", forEach, () -> withoutBounds(fruitless));
        growth(tight, fruitless);
    }

    private static void passes() {
        for (String name : List.of("loose-100", "tight-100", "loose-500", "tight-500", "loose-1000", "tight-1000")) {
            BenchCluster cluster = BenchCluster.read("disbench-" + name);
            Steps karpenter = new Steps("disbench-" + name);
            row(name, "candidates", karpenter.cpuMs("candidates:single-node"), () -> survey(cluster));
            Pieces kept = new Pieces(cluster);
            row(name, "one candidate's what-if", karpenter.cpuMs("simulate-1-candidates"), () -> whatIf(kept, cluster));
            row(name, "multi-node", karpenter.cpuMs("compute:multi-node"), () -> multiNode(cluster));
            row(name, "single-node", karpenter.cpuMs("compute:single-node"), () -> singleNode(cluster));
        }
    }

    /** The tight cluster of 1,000 nodes several times over: a whole pass that finds nothing, and one that finds something. */
    private static void growth(BenchCluster tight, BenchCluster fruitless) {
        for (int copies : List.of(1, 2, 5)) {
            BenchCluster many = tight.times(copies);
            String name = "tight-" + copies + "000";
            row(name, "whole pass", 0, () -> plan(many));
            BenchCluster still = fruitless.times(copies);
            row(name, "whole fruitless pass", 0, () -> plan(still));
            DisruptionPlanner kept = still.newPlanner();
            row(name, "the same, kept", 0, () -> answer(kept.plan(still.nowNs())));
        }
    }

    private static void row(String cluster, String step, double karpenterMs, Supplier<String> run) {
        String answer = "";
        double best = Double.MAX_VALUE;
        for (int i = 0; i < WARM_UP + RUNS; i++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            answer = run.get();
            double ms = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e6;
            best = i < WARM_UP ? best : Math.min(best, ms);
        }
        String ratio =
                karpenterMs > 0 ? String.format(Locale.ROOT, "%10.0f ms %6.0f x", karpenterMs, karpenterMs / best) : "";
        System.out.printf(Locale.ROOT, "%-11s %-24s %9.2f ms %s  %s%n", cluster, step, best, ratio, answer);
    }

    private static String survey(BenchCluster cluster) {
        return new Pieces(cluster).ranked.size() + " candidates";
    }

    private static String whatIf(Pieces pieces, BenchCluster cluster) {
        WhatIf.Outcome outcome = pieces.whatIf.consolidating(pieces.ranked.subList(0, 1), cluster.nowNs());
        return outcome.claims().size() + " new";
    }

    private static String multiNode(BenchCluster cluster) {
        Pieces pieces = new Pieces(cluster);
        return new MultiNodeConsolidation(pieces.consolidation)
                .search(pieces.ranked, pieces.gate, cluster.nowNs())
                .map(found -> found.candidates().size() + " -> "
                        + found.effect().replacements().size())
                .orElse("nothing");
    }

    private static String singleNode(BenchCluster cluster) {
        Pieces pieces = new Pieces(cluster);
        return new SingleNodeConsolidation(
                                pieces.consolidation, pieces.whatIf, ConsolidationOptions.DEFAULT, new PoolOrder(0))
                        .search(pieces.ranked, pieces.budgets, pieces.gate, cluster.nowNs())
                        .map(found -> "1 -> " + found.effect().replacements().size())
                        .orElse("nothing")
                + ", " + pieces.whatIf.solved() + " what-ifs";
    }

    private static String withoutBounds(BenchCluster cluster) {
        Pieces pieces = new Pieces(cluster);
        return pieces.gaining().size() + " gains of " + pieces.ranked.size();
    }

    private static String plan(BenchCluster cluster) {
        return answer(cluster.newPlanner().plan(cluster.nowNs()));
    }

    private static String answer(Optional<Command> command) {
        return command.map(c -> c.method().text() + " " + c.candidates().size() + " -> "
                        + c.replacements().size())
                .orElse("nothing");
    }

    /** What a planner is made of, for one pass. */
    static final class Pieces {
        final List<Candidate> ranked;
        final WhatIf whatIf;
        final Consolidation consolidation;
        final Gate gate;
        final BudgetLedger budgets;
        final long nowNs;

        Pieces(BenchCluster cluster) {
            nowNs = cluster.nowNs();
            DisruptionPlanner.World world = cluster.world();
            Candidates candidates = new Candidates(world.state(), world.instanceTypes());
            candidates.refresh();
            ranked = Survey.ranked(Survey.of(candidates, world.state().nodes(), cluster.nowNs())
                    .underutilized());
            whatIf = new WhatIf(world, candidates);
            consolidation = new Consolidation(whatIf, new Memory(), ConsolidationOptions.DEFAULT);
            gate = new Gate(
                    new Prospects(world.state(), new RoomTable(), candidates.markets(false), cluster.nowNs()),
                    BalancedScore.NONE);
            budgets = BudgetLedger.of(
                    world.state(), Budget.Reason.UNDERUTILIZED, new BudgetWindows(world.clock()), cluster.nowNs());
        }

        /** Those that could go alone, found without any bound. */
        List<Candidate> gaining() {
            return ranked.stream()
                    .filter(c -> consolidation.tryOut(List.of(c), nowNs) instanceof Consolidation.Verdict.Gain)
                    .toList();
        }
    }

    /** The times that Karpenter took on one cluster. */
    private record Steps(String cluster) {

        /** The least CPU time of the step in milliseconds. */
        double cpuMs(String step) {
            for (Tree result : ReferenceData.json("bench/disruption-times.json")
                    .at("results")
                    .list()) {
                if (result.at("case").text().equals(cluster)) {
                    for (Tree one : result.at("steps").list()) {
                        if (one.at("step").text().equals(step)) {
                            return one.at("cpuMs").list().stream()
                                    .mapToDouble(t -> Double.parseDouble(t.text()))
                                    .min()
                                    .orElseThrow();
                        }
                    }
                }
            }
            throw new IllegalArgumentException("no times of step " + step + " on " + cluster);
        }
    }
}
