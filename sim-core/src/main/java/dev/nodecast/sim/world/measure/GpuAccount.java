package dev.nodecast.sim.world.measure;

import dev.nodecast.sim.world.measure.GpuTime.State;

/** The GPUs of one instance, from the moment it runs until its bill ends. */
public final class GpuAccount {

    private final GpuMeter meter;
    private final long[] counts = new long[State.values().length];
    private State withoutPod = State.BOOTING;
    private boolean open;
    private long busySinceNs;
    private long usedNs;

    public GpuAccount(GpuMeter meter) {
        this.meter = meter;
    }

    /** The instance runs. */
    public void open(long nowNs, long gpus) {
        open = true;
        add(nowNs, State.BOOTING, gpus);
    }

    /** What its GPUs are while no pod has them, from now on. */
    public void withoutPod(long nowNs, State state) {
        move(nowNs, withoutPod, state, counts[withoutPod.ordinal()]);
        withoutPod = state;
    }

    /** A pod takes GPUs that had none. */
    void take(long nowNs, State state, long gpus) {
        move(nowNs, withoutPod, state, gpus);
    }

    /** A pod leaves its GPUs. */
    void leave(long nowNs, State state, long gpus) {
        move(nowNs, state, withoutPod, gpus);
    }

    void move(long nowNs, State from, State to, long gpus) {
        if (open && gpus != 0 && from != to) {
            add(nowNs, from, -gpus);
            add(nowNs, to, gpus);
        }
    }

    /** The bill ends; nothing counts any more. */
    public void close(long nowNs) {
        if (open) {
            for (State state : State.values()) {
                add(nowNs, state, -counts[state.ordinal()]);
            }
            open = false;
        }
    }

    /** GPU time spent on jobs until now. */
    public long usedNs(long nowNs) {
        return usedNs + counts[State.BUSY.ordinal()] * (nowNs - busySinceNs);
    }

    private void add(long nowNs, State state, long gpus) {
        if (state == State.BUSY) {
            usedNs = usedNs(nowNs);
            busySinceNs = nowNs;
        }
        counts[state.ordinal()] += gpus;
        meter.change(nowNs, state, gpus);
    }
}
