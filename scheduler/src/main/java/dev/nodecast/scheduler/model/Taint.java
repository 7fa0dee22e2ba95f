package dev.nodecast.scheduler.model;

import java.util.List;

/** A taint of a node; an absent value is the empty string. */
public record Taint(String key, String value, Effect effect) {

    /** What a taint does to pods that do not tolerate it. */
    public enum Effect {
        NO_SCHEDULE("NoSchedule"),
        PREFER_NO_SCHEDULE("PreferNoSchedule"),
        NO_EXECUTE("NoExecute");

        private final String text;

        Effect(String text) {
            this.text = text;
        }

        /** As Kubernetes writes it. */
        public String text() {
            return text;
        }
    }

    /** Whether any of {@code tolerations} tolerates this taint. */
    public boolean toleratedBy(List<Toleration> tolerations) {
        for (Toleration toleration : tolerations) {
            if (toleration.tolerates(this)) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code other} is the same taint as Kubernetes sees it: the same key and effect. */
    public boolean matches(Taint other) {
        return key.equals(other.key) && effect == other.effect;
    }
}
