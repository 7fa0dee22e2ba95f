package dev.nodecast.sim.world.spec;

/**
 * How a pod serves several jobs at once. Where it batches, n jobs together take {@code 1 + marginal × (n - 1)} times as long as
 * one alone: the linear batch latency that is measured of inference on GPUs (D. Crankshaw et al., "Clipper", NSDI 2017;
 * H. Shen et al., "Nexus", SOSP 2019), and of the iterations of LLM decoding (G.-I. Yu et al., "Orca", OSDI 2022).
 *
 * @param maxWaitNs how long the oldest job of a {@link Mode#DYNAMIC} batch that is not full waits for others, counted from
 *     its arrival; 0 for a batch of whatever is there when the pod is free
 * @param marginal what each further job adds, as a share of one alone: 0 for batches that cost nothing, 1 for none that pays
 */
public record Batching(Mode mode, long maxWaitNs, double marginal) {

    public static final Batching NONE = new Batching(Mode.NONE, 0, 0);

    /** What a pod's concurrency means. */
    public enum Mode {
        /** So many workers, which do not feel each other. */
        NONE,
        /**
         * The largest batch: jobs begin and end together, and those that come meanwhile wait (NVIDIA Triton's dynamic batcher
         * with {@code max_queue_delay_microseconds}; static batching where the wait is long). The batch takes as long as its
         * longest job would.
         */
        DYNAMIC,
        /** Slots: jobs come and go by themselves and slow each other while they are there (Orca, vLLM). */
        CONTINUOUS
    }

    public Batching {
        if (maxWaitNs < 0 || !(marginal >= 0)) {
            throw new IllegalArgumentException("found batching with a wait of " + maxWaitNs
                    + " ns and a marginal cost of " + marginal + "; expected 0 or more");
        }
    }

    /** How many times as long jobs take that are n together. */
    public double slowdown(int together) {
        return mode == Mode.NONE ? 1 : 1 + marginal * Math.max(0, together - 1);
    }
}
