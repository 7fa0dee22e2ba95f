package dev.nodecast.scheduler.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many nodes of a pool may be disrupted at once.
 *
 * @param nodes a count or a share
 * @param reasons the reasons it holds for; empty means all
 * @param schedule a cron expression in UTC at which the budget begins to hold, null means always
 * @param durationNs how long it holds from each of these moments, null where {@code schedule} is
 */
public record Budget(
        CountOrPercent nodes,
        List<Reason> reasons,
        @Nullable String schedule,
        @Nullable Long durationNs) {

    /** Karpenter's default of a tenth. */
    public static final Budget DEFAULT = new Budget(new CountOrPercent.Percent(10), List.of(), null, null);

    /** Voluntary reasons to disrupt a node. */
    public enum Reason {
        EMPTY("Empty"),
        UNDERUTILIZED("Underutilized"),
        DRIFTED("Drifted");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    public Budget {
        reasons = List.copyOf(reasons);
    }
}
