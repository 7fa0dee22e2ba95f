package dev.nodecast.scheduler.model;

/** A number of things, or a share of them (Kubernetes IntOrString). */
public sealed interface CountOrPercent {

    record Count(int count) implements CountOrPercent {}

    record Percent(int percent) implements CountOrPercent {}

    /** The number that this means of {@code total}, a share rounded up. */
    default int ofRoundedUp(int total) {
        return switch (this) {
            case Count c -> c.count();
            case Percent p -> Math.ceilDiv(p.percent() * total, 100);
        };
    }
}
