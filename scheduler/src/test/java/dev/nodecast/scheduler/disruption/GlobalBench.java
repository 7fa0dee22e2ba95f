package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.decide.CaseFolder;
import dev.nodecast.scheduler.decide.DecisionInput;
import dev.nodecast.scheduler.decide.DisruptionDecision;
import dev.nodecast.scheduler.decide.DisruptionSequence;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.disruption.ConsolidationOptions.BalancedTotals;
import dev.nodecast.scheduler.disruption.ConsolidationOptions.Reach;
import dev.nodecast.scheduler.provisioning.reference.ReferenceData;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Global consolidation on the large clusters of the reference beside Karpenter's reach: the first command, and the whole
 * sequence, in CPU time of this thread. Run with {@code -Dnodecast.shared=DIR}.
 */
final class GlobalBench {

    private GlobalBench() {}

    public static void main(String[] args) {
        List<String> names = args.length > 0
                ? List.of(args)
                : List.of("loose-100", "tight-100", "loose-500", "tight-500", "loose-1000", "tight-1000");
        for (String name : names) {
            for (Reach reach : Reach.values()) {
                DisruptionDecision first = timed(
                        name + " " + reach + " first",
                        () -> DisruptionDecision.of(input(name), BalancedTotals.DISRUPTABLE_NODES, reach));
                first.command().ifPresent(command -> System.out.println("  " + command.why()));
                DisruptionSequence sequence =
                        timed(name + " " + reach + " sequence", () -> DisruptionSequence.play(first));
                System.out.printf(
                        Locale.ROOT,
                        "  %d steps, settled %s, %.4f -> %.4f $/h%n",
                        sequence.steps().size(),
                        sequence.settled(),
                        sequence.beforeMicroUsdPerHour() / 1e6,
                        sequence.afterMicroUsdPerHour() / 1e6);
            }
        }
    }

    private static DecisionInput input(String name) {
        String objects = "bench/disbench-" + name + "/input.yaml.gz";
        return new CaseFolder()
                .read(
                        ReferenceData.ROOT.resolve("bench", "disbench-" + name),
                        SourceText.of(objects, ReferenceData.text(objects)));
    }

    private static <T> T timed(String what, Supplier<T> run) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        T answer = run.get();
        double ms = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e6;
        System.out.printf(Locale.ROOT, "%-32s %10.0f ms%n", what, ms);
        return answer;
    }
}
