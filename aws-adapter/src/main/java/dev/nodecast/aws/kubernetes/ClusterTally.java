package dev.nodecast.aws.kubernetes;

/** Counts what is done to a cluster beside the loop's decisions. Told on the loop's thread. */
public interface ClusterTally {

    /** Counts nothing. */
    ClusterTally NONE = new ClusterTally() {
        @Override
        public void transition(SaidCondition now, String before, double seconds) {}

        @Override
        public void eviction(int code) {}

        @Override
        public void drained(String reason) {}
    };

    /**
     * A condition has another status than before.
     *
     * @param before the status it had; empty where it is new
     * @param seconds for how long it had that
     */
    void transition(SaidCondition now, String before, double seconds);

    /** An eviction was answered with this code of HTTP. */
    void eviction(int code);

    /** A pod is being moved off its node: evicted, or deleted since its node's grace period ends. */
    void drained(String reason);
}
