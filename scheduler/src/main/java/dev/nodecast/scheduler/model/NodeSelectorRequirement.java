package dev.nodecast.scheduler.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One requirement on a label, as it stands in a NodePool, a NodeClaim or a node affinity term.
 *
 * @param values none for Exists and DoesNotExist, one integer for Gt, Lt, Gte and Lte
 * @param minValues how many different values the instance types of a claim must keep; null where not asked for
 */
public record NodeSelectorRequirement(
        String key,
        Operator operator,
        List<String> values,
        @Nullable Integer minValues) {

    /** The operators of {@code NodeSelectorRequirement}; Gte and Lte are Karpenter's own. */
    public enum Operator {
        IN("In"),
        NOT_IN("NotIn"),
        EXISTS("Exists"),
        DOES_NOT_EXIST("DoesNotExist"),
        GT("Gt"),
        LT("Lt"),
        GTE("Gte"),
        LTE("Lte");

        private final String text;

        Operator(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    public NodeSelectorRequirement {
        values = List.copyOf(values);
    }

    public static NodeSelectorRequirement in(String key, String... values) {
        return new NodeSelectorRequirement(key, Operator.IN, List.of(values), null);
    }
}
