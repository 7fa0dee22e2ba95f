package dev.nodecast.scheduler.disruption;

/**
 * How consolidation decides.
 *
 * @param spotToSpot whether a spot node may be replaced by a cheaper spot node (Karpenter's feature gate of that name)
 * @param singleNodeWhatIfs how many nodes a pass of single-node consolidation tries out at most; it stands for Karpenter's
 *     three minutes, counted in work so that it is the same in every world
 * @param balancedTotals what the policy Balanced compares savings with
 * @param reach how many nodes may come in the place of those that go
 */
public record ConsolidationOptions(
        boolean spotToSpot, int singleNodeWhatIfs, BalancedTotals balancedTotals, Reach reach) {

    /** Karpenter's defaults. */
    public static final ConsolidationOptions DEFAULT = new ConsolidationOptions(false, 1_000, BalancedTotals.ALL_NODES);

    /** Whose prices are summed for the policy Balanced. */
    public enum BalancedTotals {
        /** Those of every node of the pool, as Karpenter's running cost tracker does. */
        ALL_NODES,
        /** Those of the nodes that may be disrupted, as Karpenter does without that tracker. */
        DISRUPTABLE_NODES
    }

    /** How far consolidation looks. */
    public enum Reach {
        /** Several nodes become at most one, as in Karpenter. */
        KARPENTER,
        /** Several nodes become several, packed at the least cost, before Karpenter's methods are tried. */
        GLOBAL
    }

    /** Karpenter's reach. */
    public ConsolidationOptions(boolean spotToSpot, int singleNodeWhatIfs, BalancedTotals balancedTotals) {
        this(spotToSpot, singleNodeWhatIfs, balancedTotals, Reach.KARPENTER);
    }

    public ConsolidationOptions withReach(Reach other) {
        return new ConsolidationOptions(spotToSpot, singleNodeWhatIfs, balancedTotals, other);
    }

    public ConsolidationOptions {
        if (singleNodeWhatIfs < 1) {
            throw new IllegalArgumentException(
                    "singleNodeWhatIfs: found " + singleNodeWhatIfs + ", expected at least 1");
        }
    }
}
