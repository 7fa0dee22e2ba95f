package dev.nodecast.sim.world.jobs;

/** How many jobs pods work on at once while they work at all: the size of batches, weighted by time. */
final class JobsAtOnce {

    private double jobNs;
    private double podNs;

    void add(WorkerPod pod, long nowNs) {
        jobNs += pod.busyNs(nowNs);
        podNs += pod.anyBusyNs(nowNs);
    }

    JobsAtOnce copy() {
        JobsAtOnce copy = new JobsAtOnce();
        copy.jobNs = jobNs;
        copy.podNs = podNs;
        return copy;
    }

    double mean() {
        return podNs == 0 ? 0 : jobNs / podNs;
    }
}
