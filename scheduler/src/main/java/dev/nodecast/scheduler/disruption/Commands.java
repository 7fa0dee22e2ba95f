package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.disruption.Command.Effect;
import dev.nodecast.scheduler.disruption.Command.Method;
import dev.nodecast.scheduler.provisioning.explain.Dollars;
import java.util.List;
import java.util.Optional;

/** Makes commands, with the sentence that says why. */
final class Commands {

    private Commands() {}

    static Optional<Command> emptiness(List<Candidate> candidates) {
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        long price = candidates.stream().mapToLong(c -> c.priceMicroUsdPerHour).sum();
        String nodes = candidates.size() == 1 ? "the node" : "the " + candidates.size() + " nodes";
        Effect effect = new Effect(List.of(), List.of(), price, price);
        return Optional.of(new Command(
                Method.EMPTINESS,
                claims(candidates),
                effect,
                "no pod has needed " + nodes + " for consolidateAfter" + saving(effect)));
    }

    static Command drift(Method method, Candidate candidate, Effect effect, long nowNs) {
        DriftReason reason = candidate.drift(nowNs);
        String why = reason == null ? "it has drifted" : reason.sentence();
        return new Command(method, claims(List.of(candidate)), effect, why);
    }

    static Command global(List<Candidate> candidates, Effect effect) {
        int come = effect.replacements().size();
        return new Command(
                Method.GLOBAL,
                claims(candidates),
                effect,
                "the pods of " + candidates.size() + " nodes fit on "
                        + (come == 0 ? "nodes that stay" : come + (come == 1 ? " cheaper node" : " cheaper nodes"))
                        + saving(effect));
    }

    static Command multiNode(List<Candidate> candidates, Effect effect) {
        return new Command(
                Method.MULTI_NODE,
                claims(candidates),
                effect,
                "the pods of " + candidates.size() + " nodes fit " + where(effect) + saving(effect));
    }

    static Command singleNode(Candidate candidate, Effect effect) {
        return new Command(
                Method.SINGLE_NODE,
                claims(List.of(candidate)),
                effect,
                "the node's pods fit " + where(effect) + saving(effect));
    }

    private static List<String> claims(List<Candidate> candidates) {
        return candidates.stream().map(candidate -> candidate.claim.name()).toList();
    }

    private static String where(Effect effect) {
        return effect.replacements().isEmpty() ? "on nodes that stay" : "on a cheaper node";
    }

    private static String saving(Effect effect) {
        return ", which saves " + Dollars.perHour(effect.savedMicroUsdPerHour());
    }
}
