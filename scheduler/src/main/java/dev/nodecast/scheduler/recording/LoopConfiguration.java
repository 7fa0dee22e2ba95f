package dev.nodecast.scheduler.recording;

import dev.nodecast.scheduler.autoscaling.AutoscalingLoop;
import dev.nodecast.scheduler.clusterautoscaler.Options;
import dev.nodecast.scheduler.control.ClusterAutoscalerLoop;
import dev.nodecast.scheduler.control.ControlLoop;
import dev.nodecast.scheduler.control.Ports;
import dev.nodecast.scheduler.control.Settings;
import dev.nodecast.scheduler.port.Observation;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which loop runs and how it is set: all that is needed to make the same one again. */
public sealed interface LoopConfiguration {

    /** The control loops of this library. */
    record Karpenter(Settings settings) implements LoopConfiguration {}

    /** Cluster Autoscaler, with the autoscalers of pods beside it. */
    record ClusterAutoscaler(Options options, AutoscalingLoop.Settings autoscaling) implements LoopConfiguration {}

    /** Makes the loop in a world. */
    default Made make(Ports ports) {
        return switch (this) {
            case Karpenter(Settings settings) -> {
                ControlLoop loop = new ControlLoop(ports, settings);
                yield new Made(loop::start, loop::observe, loop);
            }
            case ClusterAutoscaler(Options options, AutoscalingLoop.Settings autoscaling) -> {
                ClusterAutoscalerLoop loop = new ClusterAutoscalerLoop(ports, options, autoscaling);
                yield new Made(loop::start, loop::observe, null);
            }
        };
    }

    /**
     * A loop.
     *
     * @param start begins what runs by the clock
     * @param observe takes in an observation
     * @param karpenter the loop, to be looked at; null where it is Cluster Autoscaler
     */
    record Made(
            Runnable start,
            Consumer<Observation> observe,
            @Nullable ControlLoop karpenter) {}
}
