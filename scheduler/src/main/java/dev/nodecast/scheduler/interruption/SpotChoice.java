package dev.nodecast.scheduler.interruption;

import dev.nodecast.scheduler.model.NodePool;

/**
 * By what pools choose between spot offerings, and between spot and on-demand where they allow both.
 *
 * @param usual how pools choose that say nothing themselves, by the annotation {@value #ANNOTATION}
 * @param job what runs there
 */
public record SpotChoice(Mode usual, JobRisk job) {

    /** The annotation of a NodePool that says how it chooses: {@code price} or {@code expected-cost}. */
    public static final String ANNOTATION = "nodecast.dev/spot-choice";

    /** As Karpenter does, but for pools that ask otherwise. */
    public static final SpotChoice DEFAULT = new SpotChoice(Mode.PRICE, JobRisk.DEFAULT);

    /** Ways to choose. */
    public enum Mode {
        /** By the price of an hour, as Karpenter does. */
        PRICE("price"),
        /** By what a finished job is expected to cost, interruptions included. */
        EXPECTED_COST("expected-cost");

        private final String text;

        Mode(String text) {
            this.text = text;
        }
    }

    /** How a pool chooses; another value of the annotation than the two counts as none. */
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
