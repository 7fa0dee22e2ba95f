package dev.nodecast.sim.world.cluster;

import dev.nodecast.sim.world.measure.PodGpus;

/** What runs in the containers of pods, as kubelets start and stop it. */
public interface Application {

    /** The pod's application is loaded and goes to work. */
    void started(SimPod pod, PodGpus gpus);

    /**
     * The application is told to stop. It calls {@code done} once it has: at once, or later; never after
     * {@link #killed}.
     */
    void sigterm(SimPod pod, Runnable done);

    /** The application is gone, whatever it was doing. Also called for applications that have stopped already. */
    void killed(SimPod pod);
}
