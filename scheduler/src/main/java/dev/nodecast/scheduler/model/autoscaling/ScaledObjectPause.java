package dev.nodecast.scheduler.model.autoscaling;

import dev.nodecast.scheduler.model.Labels;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The annotations by which people hold a ScaledObject still. A value that is not a boolean counts as true. Source:
 * KEDA 2.20, apis/keda/v1alpha1/scaledobject_types.go.
 *
 * @param paused no scaling at all; KEDA also deletes its HPA
 * @param replicas the count to hold while paused; empty for the present one
 * @param scaleIn no scaling down
 * @param scaleOut no scaling up
 * @param forceActivation scale as if a trigger were active
 */
public record ScaledObjectPause(
        boolean paused, OptionalInt replicas, boolean scaleIn, boolean scaleOut, boolean forceActivation) {

    private static final String PREFIX = "autoscaling.keda.sh/";
    private static final String PAUSED_REPLICAS = PREFIX + "paused-replicas";
    private static final List<String> FALSE_WORDS = List.of("0", "f", "F", "false", "False", "FALSE");

    /** Reads the annotations. */
    public static ScaledObjectPause of(ScaledObject scaledObject) {
        Labels annotations = scaledObject.meta().annotations();
        return new ScaledObjectPause(
                annotations.has(PAUSED_REPLICAS) || flag(annotations, "paused"),
                count(annotations.get(PAUSED_REPLICAS)),
                flag(annotations, "paused-scale-in"),
                flag(annotations, "paused-scale-out"),
                flag(annotations, "force-activation"));
    }

    private static boolean flag(Labels annotations, String name) {
        @Nullable String value = annotations.get(PREFIX + name);
        return value != null && !FALSE_WORDS.contains(value);
    }

    private static OptionalInt count(@Nullable String text) {
        boolean number = text != null && text.matches("\\d{1,9}");
        return number ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }
}
