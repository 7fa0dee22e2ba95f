package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.packing.Effort;
import java.util.Collection;

/**
 * Of which pools new nodes are packed at the least cost rather than as Karpenter does.
 *
 * @param usual how pools are packed that say nothing themselves, by the annotation {@value #ANNOTATION}
 * @param nodeCostMicroUsdPerHour what a node costs besides its instance: volumes, agents, licences
 * @param effort how much may be done for a better packing
 */
public record PackingOptions(Mode usual, long nodeCostMicroUsdPerHour, Effort effort) {

    /** The most that a node may cost besides its instance, 1,000 USD an hour: costs are multiplied and summed in a long. */
    public static final long MAX_NODE_COST = 1_000_000_000;

    /** The annotation of a NodePool that says how its nodes are packed: {@code greedy} or {@code optimal}. */
    public static final String ANNOTATION = "nodecast.dev/packing";

    /** As Karpenter does, but for pools that ask otherwise. */
    public static final PackingOptions GREEDY = new PackingOptions(Mode.GREEDY, 0, Effort.DEFAULT);

    /** At the least cost, but for pools that ask otherwise. */
    public static final PackingOptions OPTIMAL = new PackingOptions(Mode.OPTIMAL, 0, Effort.DEFAULT);

    /** Ways to pack. */
    public enum Mode {
        /** Karpenter's: first what fits, and the price afterwards. */
        GREEDY("greedy"),
        /** At the least cost. */
        OPTIMAL("optimal");

        private final String text;

        Mode(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    public PackingOptions {
        if (nodeCostMicroUsdPerHour < 0 || nodeCostMicroUsdPerHour > MAX_NODE_COST) {
            throw new IllegalArgumentException("cost of a node: found " + nodeCostMicroUsdPerHour
                    + " micro-USD an hour, expected 0 to " + MAX_NODE_COST);
        }
    }

    /** How a pool's nodes are packed; another value of the annotation than the two counts as none. */
    public Mode of(NodePool pool) {
        String stated = pool.meta().annotations().get(ANNOTATION);
        for (Mode mode : Mode.values()) {
            if (mode.text.equals(stated)) {
                return mode;
            }
        }
        return usual;
    }

    /** Whether new nodes of a pool are packed at the least cost: not where it may buy reserved capacity, which is paid for. */
    boolean packs(PoolTemplate template) {
        return of(template.pool()) == Mode.OPTIMAL
                && template.catalogue().reserved().none();
    }

    boolean nowhere(Collection<NodePool> pools) {
        return pools.stream().noneMatch(pool -> of(pool) == Mode.OPTIMAL);
    }
}
