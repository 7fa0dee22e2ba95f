package dev.nodecast.scheduler.provisioning.reference;

import dev.nodecast.scheduler.decide.CaseFolder;
import dev.nodecast.scheduler.decide.DecisionInput;
import dev.nodecast.scheduler.packing.Effort;
import dev.nodecast.scheduler.provisioning.Packed;
import dev.nodecast.scheduler.provisioning.PackingOptions;
import dev.nodecast.scheduler.provisioning.PackingReport;
import dev.nodecast.scheduler.provisioning.PendingWork;
import dev.nodecast.scheduler.provisioning.Solver;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/**
 * The optimality gap table: what Karpenter's packing costs, what ours costs, and what the optimum is, for the cases of
 * {@code bench/optimality-gap.json}. Run with {@code -Dnodecast.shared=DIR}; arguments: cases, all where there are none;
 * {@code -Dpacking.work=N} sets the effort.
 */
final class OptimalityGapBench {

    private OptimalityGapBench() {}

    public static void main(String[] args) {
        System.out.printf(
                Locale.ROOT,
                "%-24s %9s %9s %9s %9s %9s %7s %7s %6s %9s%n",
                "case",
                "Karpenter",
                "ours",
                "bound",
                "known opt",
                "its bound",
                "gap",
                "to opt",
                "CPU s",
                "steps");
        for (Tree known : ReferenceData.json("bench/optimality-gap.json").list()) {
            String name = known.at("case").text();
            if (args.length == 0 || List.of(args).contains(name)) {
                line(name, known);
            }
        }
    }

    private static void line(String name, Tree known) {
        DecisionInput input = new CaseFolder().read(ReferenceData.ROOT.resolve("provisioning/" + name));
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        PackingReport report = packed(input).report();
        double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e9;
        double optimum = Double.parseDouble(known.at("optimalCost").text());
        double bound = Double.parseDouble(known.at("lowerBound").text());
        System.out.printf(
                Locale.ROOT,
                "%-24s %9.4f %9.4f %9.4f %9.4f %9.4f %6.2f%% %6.2f%% %6.2f %9d%s%n",
                name,
                report.greedyCost() / 1e6,
                report.cost() / 1e6,
                report.bound() / 1e6,
                optimum,
                bound,
                100 * report.gap(),
                100 * (report.cost() / 1e6 - bound) / bound,
                seconds,
                report.done().steps(),
                report.optimal() ? " proved" : "");
    }

    private static Packed packed(DecisionInput input) {
        PackingOptions options = new PackingOptions(
                PackingOptions.Mode.OPTIMAL, 0, new Effort(Long.getLong("packing.work", Effort.DEFAULT.steps())));
        return new Solver(input.options().withPacking(options))
                .pack(PendingWork.problem(input.cluster(), input.instanceTypes(), pod -> false));
    }
}
