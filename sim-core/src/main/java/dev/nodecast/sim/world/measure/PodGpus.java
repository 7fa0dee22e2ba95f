package dev.nodecast.sim.world.measure;

import dev.nodecast.sim.world.measure.GpuTime.State;

/** The GPUs that one pod has. Also made for pods without a GPU, for which nothing is counted. */
public final class PodGpus {

    private final GpuAccount account;
    private final long gpus;
    private State state;
    private boolean left;

    /** The pod takes its GPUs. */
    public PodGpus(GpuAccount account, long gpus, long nowNs) {
        this.account = account;
        this.gpus = gpus;
        this.state = State.IMAGE_PULL;
        account.take(nowNs, state, gpus);
    }

    public void become(State next, long nowNs) {
        if (!left && next != state) {
            account.move(nowNs, state, next, gpus);
            state = next;
        }
    }

    /** The pod is gone. */
    public void leave(long nowNs) {
        if (!left) {
            left = true;
            account.leave(nowNs, state, gpus);
        }
    }
}
