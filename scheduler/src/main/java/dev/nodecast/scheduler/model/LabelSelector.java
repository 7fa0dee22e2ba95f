package dev.nodecast.scheduler.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A label selector; one without any requirement matches every object. */
public record LabelSelector(Labels matchLabels, List<Expression> matchExpressions) {

    /** Matches nothing: what an absent selector means in most places. */
    public static final LabelSelector NOTHING =
            new LabelSelector(Labels.NONE, List.of(new Expression("", Operator.IN, List.of())));

    /** Matches everything. */
    public static final LabelSelector EVERYTHING = new LabelSelector(Labels.NONE, List.of());

    /** One expression over a label. */
    public record Expression(String key, Operator operator, List<String> values) {
        public Expression {
            values = List.copyOf(values);
        }

        boolean matches(Labels labels) {
            @Nullable String value = labels.get(key);
            return switch (operator) {
                case IN -> value != null && values.contains(value);
                case NOT_IN -> value == null || !values.contains(value);
                case EXISTS -> value != null;
                case DOES_NOT_EXIST -> value == null;
            };
        }
    }

    /** Operators of a label selector. */
    public enum Operator {
        IN,
        NOT_IN,
        EXISTS,
        DOES_NOT_EXIST
    }

    public LabelSelector {
        matchExpressions = List.copyOf(matchExpressions);
    }

    public static LabelSelector of(String key, String value) {
        return new LabelSelector(Labels.of(key, value), List.of());
    }

    public boolean matches(Labels labels) {
        for (Map.Entry<String, String> wanted : matchLabels.byKey().entrySet()) {
            if (!wanted.getValue().equals(labels.get(wanted.getKey()))) {
                return false;
            }
        }
        for (Expression expression : matchExpressions) {
            if (!expression.matches(labels)) {
                return false;
            }
        }
        return true;
    }
}
