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
        PackingOptions usual = input.options().packing();
        PackingOptions said = new PackingOptions(
                packing == null ? usual.usual() : packing,
                nodeCost == null ? usual.nodeCostMicroUsdPerHour() : microUsd(nodeCost, commandLine),
                work == null ? usual.effort() : effort(work, commandLine));
        return input.withOptions(input.options().withPacking(said));
    }

    private static long microUsd(BigDecimal usd, CommandLine commandLine) {
        BigDecimal most = BigDecimal.valueOf(PackingOptions.MAX_NODE_COST, 6);
        if (usd.signum() < 0
                || usd.compareTo(most) > 0
                || usd.stripTrailingZeros().scale() > 6) {
            throw new CommandLine.ParameterException(
                    commandLine,
                    "--node-cost: found " + usd + ", expected USD an hour from 0 to "
                            + most.stripTrailingZeros().toPlainString() + " with at most six decimals, such as 0.02");
        }
        return usd.movePointRight(6).longValueExact();
    }

    private static Effort effort(long steps, CommandLine commandLine) {
        try {
            return new Effort(steps);
        } catch (IllegalArgumentException refused) {
            throw new CommandLine.ParameterException(commandLine, "--packing-work: " + refused.getMessage(), refused);
        }
    }
}
