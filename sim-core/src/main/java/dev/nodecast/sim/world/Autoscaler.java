package dev.nodecast.sim.world;

import dev.nodecast.scheduler.autoscaling.AutoscalingLoop;
import dev.nodecast.scheduler.clusterautoscaler.Options;
import dev.nodecast.scheduler.control.ClusterAutoscalerLoop;
import dev.nodecast.scheduler.control.ControlLoop;
import dev.nodecast.scheduler.control.Ports;
import dev.nodecast.scheduler.control.Settings;
import dev.nodecast.scheduler.port.Observation;

/** What scales the simulated cluster: the control loop, wired to the world's ports, or nothing. */
@FunctionalInterface
public interface Autoscaler {

    /** Nobody: a world of fixed fleets. */
    Factory NONE = ports -> _ -> {};

    /** Takes an observation; called on the world's one logical thread, never from within one of its own commands. */
    void observe(Observation observation);

    /** The control loop of {@code scheduler}. */
    static Factory controlLoop(Settings settings) {
        return ports -> {
            ControlLoop loop = new ControlLoop(ports, settings);
            loop.start();
            return loop::observe;
        };
    }

    /** Cluster Autoscaler in the control loop's place, for comparison. */
    static Factory clusterAutoscaler(Options options, AutoscalingLoop.Settings autoscaling) {
        return ports -> {
            ClusterAutoscalerLoop loop = new ClusterAutoscalerLoop(ports, options, autoscaling);
            loop.start();
            return loop::observe;
        };
    }

    /** Makes the autoscaler of one run. It is asked once, before anything is observed; it may set timers at once. */
    @FunctionalInterface
    interface Factory {
        Autoscaler on(Ports ports);
    }
}
