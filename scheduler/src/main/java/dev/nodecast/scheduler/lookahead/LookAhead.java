package dev.nodecast.scheduler.lookahead;

import dev.nodecast.scheduler.model.NodePool;

/**
 * How far nodes are kept in view of demand to come.
 *
 * @param usual of pools that say nothing themselves, by the annotation {@value #ANNOTATION}
 * @param lambda how little a forecast is trusted, above 0 and up to 1: the costs of an idle period are at most {@code 1 + 1 /
 *     lambda} times the least whatever comes, and at most {@code 1 + lambda} times where the forecast is right
 * @param startNs from asking for a node until it works, as long as none has been seen
 * @param waitMicroUsdPerHour what an hour of waiting for a node is worth, besides the price of the node that starts
 */
public record LookAhead(Mode usual, double lambda, long startNs, long waitMicroUsdPerHour) {

    /** The annotation of a NodePool that says how its nodes are kept: {@code none}, {@code break-even} or {@code forecast}. */
    public static final String ANNOTATION = "nodecast.dev/look-ahead";

    private static final long MINUTE_NS = 60_000_000_000L;

    /** As Karpenter does, but for pools that ask otherwise. */
    public static final LookAhead NONE = new LookAhead(Mode.NONE, 0.5, 5 * MINUTE_NS, 0);

    /** Ways to look ahead. */
    public enum Mode {
        /** A node goes {@code consolidateAfter} its last pod event, as in Karpenter. */
        NONE("none"),
        /** It is kept until that has cost as much as starting another. */
        BREAK_EVEN("break-even"),
        /** It is kept as long as would have been cheapest for the idle periods seen; before there are enough, as above. */
        FORECAST("forecast");

        private final String text;

        Mode(String text) {
            this.text = text;
        }
    }

    public LookAhead {
        if (!(lambda > 0 && lambda <= 1) || startNs < 0 || waitMicroUsdPerHour < 0) {
            throw new IllegalArgumentException("look-ahead: found lambda " + lambda + ", start " + startNs
                    + " ns, waiting " + waitMicroUsdPerHour + " micro-USD an hour; expected lambda above 0 and up to 1,"
                    + " and nothing below 0");
        }
    }

    /** How a pool's nodes are kept; another value of the annotation than the three counts as none. */
    public Mode of(NodePool pool) {
        String stated = pool.meta().annotations().get(ANNOTATION);
        for (Mode mode : Mode.values()) {
            if (mode.text.equals(stated)) {
                return mode;
            }
        }
        return usual;
    }
}
