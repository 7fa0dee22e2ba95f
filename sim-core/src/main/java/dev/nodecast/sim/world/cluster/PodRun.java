package dev.nodecast.sim.world.cluster;

import dev.nodecast.sim.engine.EventQueue;
import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.world.measure.PodGpus;
import dev.nodecast.sim.world.spec.PodStartup;
import org.jspecify.annotations.Nullable;

/** A pod on a kubelet: how far it has come. */
final class PodRun {

    enum Stage {
        PULLING,
        STARTING,
        LOADING,
        WORKING,
        /** The container has ended, and is to be restarted. */
        BACK_OFF,
        STOPPING,
        LOST
    }

    final SimPod pod;
    final PodStartup startup;
    final PodGpus gpus;
    final RandomStream stream;
    Stage stage = Stage.PULLING;
    SharedStore.@Nullable Load modelLoad;
    long nextStage = EventQueue.NO_EVENT;
    long readiness = EventQueue.NO_EVENT;
    long kill = EventQueue.NO_EVENT;

    /** When the container crashes, or a probe gives it up. */
    long failure = EventQueue.NO_EVENT;

    final RestartBackOff restarts = new RestartBackOff();
    long containerStartedNs;

    PodRun(SimPod pod, PodStartup startup, PodGpus gpus, RandomStream stream) {
        this.pod = pod;
        this.startup = startup;
        this.gpus = gpus;
        this.stream = stream;
    }

    boolean containerStarted() {
        return stage == Stage.LOADING || stage == Stage.WORKING || stage == Stage.STOPPING;
    }
}
