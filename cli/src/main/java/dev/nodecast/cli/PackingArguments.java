package dev.nodecast.cli;

import dev.nodecast.scheduler.decide.DecisionInput;
import dev.nodecast.scheduler.packing.Effort;
import dev.nodecast.scheduler.provisioning.PackingOptions;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** How new nodes are packed. */
final class PackingArguments {

    private static final BigDecimal DEAREST_NODE = BigDecimal.valueOf(100_000);

    @Option(
            names = "--packing",
            paramLabel = "greedy|optimal",
            description = {
                "greedy: as Karpenter does (default); optimal: at the least cost, with a proven bound, honouring the same",
                "rules and leaving no more pods waiting. A NodePool's annotation nodecast.dev/packing goes before this."
            })
    private PackingOptions.@Nullable Mode packing;

    @Option(
            names = "--node-cost",
            paramLabel = "USD",
            description = "With optimal: what a node costs an hour besides its instance (default: 0).")
    private @Nullable BigDecimal nodeCost;

    @Option(
            names = "--packing-work",
            paramLabel = "N",
            description = {
                "With optimal: steps of search at most (default: 50000000, a few seconds). The same number gives the same",
                "answer on every machine."
            })
    private @Nullable Long work;

    /** The input, decided with what is said here. */
    DecisionInput applied(DecisionInput input, CommandLine commandLine) {
        if (nodeCost != null && nodeCost.compareTo(DEAREST_NODE) > 0) {
            throw new CommandLine.ParameterException(
                    commandLine,
                    "--node-cost: found " + nodeCost + ", expected at most " + DEAREST_NODE + " USD an hour");
        }
        PackingOptions usual = input.options().packing();
        try {
            PackingOptions said = new PackingOptions(
                    packing == null ? usual.usual() : packing,
                    nodeCost == null
                            ? usual.nodeCostMicroUsdPerHour()
                            : nodeCost.movePointRight(6).longValueExact(),
                    work == null ? usual.effort() : new Effort(work));
            return input.withOptions(input.options().withPacking(said));
        } catch (IllegalArgumentException refused) {
            throw new CommandLine.ParameterException(commandLine, String.valueOf(refused.getMessage()), refused);
        } catch (ArithmeticException tooFine) {
            throw new CommandLine.ParameterException(
                    commandLine,
                    "--node-cost: found " + nodeCost + ", expected USD an hour with at most six decimals, such as 0.02",
                    tooFine);
        }
    }
}
