package dev.nodecast.scheduler.clusterautoscaler;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** How one of several node groups that could help is chosen. Rules: cluster-autoscaler/expander. */
public enum Expander {
    /** Least idle cpu and memory, GPUs not counted. */
    LEAST_WASTE(ScaleUpOption::waste),
    /** Most pods helped. */
    MOST_PODS(option -> -option.pods().size()),
    /** Fewest nodes. */
    LEAST_NODES(ScaleUpOption::nodes),
    /** Highest priority of the group. */
    PRIORITY(option -> -option.template().group().priority()),
    /** Lowest price of the nodes together. */
    PRICE(ScaleUpOption::priceMicroUsdPerHour);

    @SuppressWarnings("ImmutableEnumChecker") // the scores are stateless functions
    private final ToDoubleFunction<ScaleUpOption> score;

    Expander(ToDoubleFunction<ScaleUpOption> score) {
        this.score = score;
    }

    /** The options with the best score, in their order. */
    List<ScaleUpOption> best(List<ScaleUpOption> options) {
        double best = options.stream().mapToDouble(score).min().orElse(0);
        return options.stream()
                .filter(option -> score.applyAsDouble(option) == best)
                .toList();
    }

    /** The one option that a chain of expanders leaves; of equal ones the first (the original draws lots). */
    static ScaleUpOption choose(List<Expander> chain, List<ScaleUpOption> options) {
        List<ScaleUpOption> left = options;
        for (Expander expander : chain) {
            left = expander.best(left);
        }
        return left.getFirst();
    }
}
