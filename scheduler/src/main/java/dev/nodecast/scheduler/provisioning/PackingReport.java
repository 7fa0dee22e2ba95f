package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.packing.Packing;
import java.util.Locale;

/**
 * What a packing at the least cost came to. All costs are micro-USD per hour, of the new nodes of pools that are packed
 * so, each with the cheapest offering that it may be launched as and with the cost of a node.
 *
 * @param cost of the packing chosen
 * @param bound no packing that honours the same rules and places the same pods costs less
 * @param greedyCost what Karpenter's packing costs
 * @param nodes how many new nodes there are
 * @param greedyNodes how many Karpenter's packing has
 * @param done what was done for it
 */
public record PackingReport(long cost, long bound, long greedyCost, int nodes, int greedyNodes, Packing.Done done) {

    public boolean optimal() {
        return cost == bound;
    }

    /** How much dearer than the optimum it can be at most, as a part of the bound. */
    public double gap() {
        return cost == bound ? 0 : bound == 0 ? Double.POSITIVE_INFINITY : (double) (cost - bound) / bound;
    }

    /** For people. */
    public String sentence() {
        String proof = optimal()
                ? "proved optimal"
                : bound == 0
                        ? "no bound proved"
                        : String.format(
                                Locale.ROOT, "at most %.2f %% over the bound $%.4f/h", 100 * gap(), bound / 1e6);
        return String.format(
                Locale.ROOT,
                "packed at $%.4f/h on %d new nodes, %s; Karpenter's packing: $%.4f/h on %d"
                        + " (work: %d steps, %d patterns, %d rounds of pricing)",
                cost / 1e6,
                nodes,
                proof,
                greedyCost / 1e6,
                greedyNodes,
                done.steps(),
                done.patterns(),
                done.rounds());
    }
}
