package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.model.NodePool;
import java.util.Collection;

/**
 * How consolidation decides.
 *
 * @param spotToSpot whether a spot node may be replaced by a cheaper spot node (Karpenter's feature gate of that name)
 * @param singleNodeWhatIfs how many nodes a pass of single-node consolidation tries out at most; it stands for Karpenter's
 *     three minutes, counted in work so that it is the same in every world
 * @param balancedTotals what the policy Balanced compares savings with
 * @param reach how many nodes may come in the place of those that go, of pools that say nothing themselves, by the
 *     annotation {@value #ANNOTATION}
 */
public record ConsolidationOptions(
        boolean spotToSpot, int singleNodeWhatIfs, BalancedTotals balancedTotals, Reach reach) {

    /** The annotation of a NodePool that says how far consolidation of its nodes looks: {@code karpenter} or {@code global}. */
    public static final String ANNOTATION = "nodecast.dev/consolidation";

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
        KARPENTER("karpenter"),
        /** Several nodes become several, packed at the least cost, before Karpenter's methods are tried. */
        GLOBAL("global");

        private final String text;

        Reach(String text) {
            this.text = text;
        }
    }

    /** How far consolidation looks for a pool's nodes; another value of the annotation than the two counts as none. */
    Reach of(NodePool pool) {
        String stated = pool.meta().annotations().get(ANNOTATION);
        for (Reach known : Reach.values()) {
            if (known.text.equals(stated)) {
                return known;
            }
        }
        return reach;
    }

    /** Whether several nodes may become several anywhere. */
    boolean global(Collection<NodePool> pools) {
        return pools.stream().anyMatch(pool -> of(pool) == Reach.GLOBAL);
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
