package dev.nodecast.sim.world;

import dev.nodecast.scheduler.autoscaling.AutoscalingLoop;
import dev.nodecast.scheduler.clusterautoscaler.Options;
import dev.nodecast.scheduler.control.Ports;
import dev.nodecast.scheduler.control.Settings;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.recording.LoopConfiguration;
import dev.nodecast.scheduler.recording.RecordedLoop;
import dev.nodecast.scheduler.recording.Recorder;

/** What scales the simulated cluster: the control loop, wired to the world's ports, or nothing. */
@FunctionalInterface
public interface Autoscaler {

    /** Nobody: a world of fixed fleets. */
    Factory NONE = ports -> _ -> {};

    /** Takes an observation; called on the world's one logical thread, never from within one of its own commands. */
    void observe(Observation observation);

    /** The control loop of {@code scheduler}. */
    static Factory controlLoop(Settings settings) {
        return of(new LoopConfiguration.Karpenter(settings));
    }

    /** Cluster Autoscaler in the control loop's place, for comparison. */
    static Factory clusterAutoscaler(Options options, AutoscalingLoop.Settings autoscaling) {
        return of(new LoopConfiguration.ClusterAutoscaler(options, autoscaling));
    }

    /** Either of the two, with a record of everything that passes between it and this world. */
    static Factory recorded(LoopConfiguration configuration, Recorder recorder) {
        return ports -> {
            RecordedLoop loop = RecordedLoop.make(ports, configuration, recorder);
            loop.start();
            return loop::observe;
        };
    }

    /** Either of the two. */
    static Factory of(LoopConfiguration configuration) {
        return ports -> {
            LoopConfiguration.Made loop = configuration.make(ports);
            loop.start().run();
            return loop.observe()::accept;
        };
    }

    /** Makes the autoscaler of one run. It is asked once, before anything is observed; it may set timers at once. */
    @FunctionalInterface
    interface Factory {
        Autoscaler on(Ports ports);
    }
}
