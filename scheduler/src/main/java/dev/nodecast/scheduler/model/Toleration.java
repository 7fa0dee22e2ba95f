package dev.nodecast.scheduler.model;

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
        EQUAL,
        EXISTS
    }

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
        return operator == Operator.EXISTS || value.equals(taint.value());
    }
}
