package dev.nodecast.scheduler.model;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A toleration of a pod.
 *
 * @param key empty means every key (only with {@link Operator#EXISTS})
 * @param effect null means every effect
 * @param tolerationSeconds how long a NoExecute taint is tolerated; null means for ever
 */
public record Toleration(
        String key,
        Operator operator,
        String value,
        Taint.@Nullable Effect effect,
        @Nullable Long tolerationSeconds) {

    /** How key and value are compared. */
    public enum Operator {
        EQUAL("Equal"),
        EXISTS("Exists"),
        /** The taint's value is a smaller integer than the toleration's (Kubernetes 1.35 and later). */
        LT("Lt"),
        /** The taint's value is a larger integer than the toleration's. */
        GT("Gt");

        private final String text;

        Operator(String text) {
            this.text = text;
        }

        /** As Kubernetes writes it. */
        public String text() {
            return text;
        }
    }

    private static final Pattern DECIMAL_INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,17}");

    public static Toleration exists(String key) {
        return new Toleration(key, Operator.EXISTS, "", null, null);
    }

    /** The rule of the Kubernetes API, {@code Toleration.ToleratesTaint}. */
    public boolean tolerates(Taint taint) {
        if (effect != null && effect != taint.effect()) {
            return false;
        }
        if (!key.isEmpty() && !key.equals(taint.key())) {
            return false;
        }
        return switch (operator) {
            case EXISTS -> true;
            case EQUAL -> value.equals(taint.value());
            case LT -> integers(taint.value()) && Long.parseLong(taint.value()) < Long.parseLong(value);
            case GT -> integers(taint.value()) && Long.parseLong(taint.value()) > Long.parseLong(value);
        };
    }

    private boolean integers(String taintValue) {
        return DECIMAL_INTEGER.matcher(value).matches()
                && DECIMAL_INTEGER.matcher(taintValue).matches();
    }
}
