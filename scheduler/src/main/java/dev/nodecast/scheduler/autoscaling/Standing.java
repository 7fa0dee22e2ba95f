package dev.nodecast.scheduler.autoscaling;

import dev.nodecast.scheduler.autoscaling.hpa.HpaDecision;
import dev.nodecast.scheduler.autoscaling.keda.ScaledObjectDecision;
import dev.nodecast.scheduler.model.ObjectKey;
import org.jspecify.annotations.Nullable;

/** Where an autoscaler stands since it was last looked at; to be shown, not to be decided by. */
public sealed interface Standing {

    /** The object that people wrote. */
    ObjectKey key();

    /**
     * A HorizontalPodAutoscaler.
     *
     * @param last what its last sync came to
     */
    record OfHpa(ObjectKey key, HpaDecision last) implements Standing {}

    /**
     * A ScaledObject.
     *
     * @param last what its last poll came to
     * @param lastActiveNs the time of the last poll that saw activity; null before the first
     * @param hpa what the last sync of the autoscaler that is made for it came to; null before the first
     */
    record OfScaledObject(
            ObjectKey key,
            ScaledObjectDecision last,
            @Nullable Long lastActiveNs,
            @Nullable HpaDecision hpa) implements Standing {}
}
