package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.model.Budget;
import dev.nodecast.scheduler.provisioning.PlannedClaim;
import java.util.List;

/**
 * What the disruption controller wants done: these nodes go, and those come first.
 *
 * @param candidates names of the claims that go
 * @param replacements nodes to be launched and initialised before they do
 * @param why one sentence for people
 */
public record Command(
        Method method, Budget.Reason reason, List<String> candidates, List<PlannedClaim> replacements, String why) {

    /** The methods in the order they are tried. */
    public enum Method {
        EMPTINESS("emptiness"),
        STATIC_DRIFT("static-drift"),
        DRIFT("drift"),
        MULTI_NODE("multi-node-consolidation"),
        SINGLE_NODE("single-node-consolidation");

        private final String text;

        Method(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }

        /** Whether the command is checked again after a delay before it is carried out. */
        public boolean validated() {
            return this != DRIFT && this != STATIC_DRIFT;
        }
    }

    public Command {
        candidates = List.copyOf(candidates);
        replacements = List.copyOf(replacements);
    }
}
