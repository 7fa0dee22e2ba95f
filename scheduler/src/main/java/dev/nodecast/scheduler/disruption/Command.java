package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.model.Budget;
import dev.nodecast.scheduler.provisioning.PlannedClaim;
import dev.nodecast.scheduler.provisioning.Solution;
import java.util.List;
import java.util.Optional;

/**
 * What the disruption controller wants done: these nodes go, and those come first.
 *
 * @param candidates names of the claims that go
 * @param why one sentence for people
 */
public record Command(Method method, List<String> candidates, Effect effect, String why) {

    /** The methods in the order they are tried. */
    public enum Method {
        EMPTINESS("emptiness", Budget.Reason.EMPTY),
        STATIC_DRIFT("static-drift", Budget.Reason.DRIFTED),
        DRIFT("drift", Budget.Reason.DRIFTED),
        GLOBAL("global", Budget.Reason.UNDERUTILIZED),
        MULTI_NODE("multi-node", Budget.Reason.UNDERUTILIZED),
        SINGLE_NODE("single-node", Budget.Reason.UNDERUTILIZED);

        private final String text;
        private final Budget.Reason reason;

        Method(String text, Budget.Reason reason) {
            this.text = text;
            this.reason = reason;
        }

        public String text() {
            return text;
        }

        /** The reason that budgets of a pool speak of. */
        public Budget.Reason reason() {
            return reason;
        }

        /** The method that is tried after this one. */
        Optional<Method> next() {
            return ordinal() + 1 < values().length ? Optional.of(values()[ordinal() + 1]) : Optional.empty();
        }

        /** Whether the command is checked again after a delay before it is carried out. */
        public boolean validated() {
            return this != DRIFT && this != STATIC_DRIFT;
        }
    }

    /**
     * What becomes of pods and money.
     *
     * @param replacements nodes to be launched and initialised before the candidates go
     * @param placements where pods go among the nodes that stay
     * @param sourceMicroUsdPerHour what the candidates cost
     * @param savedMicroUsdPerHour that, less the lowest prices at which the replacements can be bought
     */
    public record Effect(
            List<PlannedClaim> replacements,
            List<Solution.Placement> placements,
            long sourceMicroUsdPerHour,
            long savedMicroUsdPerHour) {

        public Effect {
            replacements = List.copyOf(replacements);
            placements = List.copyOf(placements);
        }
    }

    public Command {
        candidates = List.copyOf(candidates);
    }

    public Budget.Reason reason() {
        return method.reason();
    }

    /** Nodes to be launched and initialised before the candidates go. */
    public List<PlannedClaim> replacements() {
        return effect.replacements();
    }
}
