package dev.nodecast.scenarios.workload;

import dev.nodecast.sim.random.Distribution;
import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.world.workload.ArrivalProcess;
import dev.nodecast.sim.world.workload.JobSource;

/** Jobs of one queue: arrivals from a process, service times from a distribution in seconds. */
public final class GeneratedJobs implements JobSource {

    private static final double NS_PER_SECOND = 1e9;
    private static final double SERVICE_NS_MAX = 9e18;

    private final ArrivalProcess arrivals;
    private final Distribution serviceSeconds;
    private final RandomStream stream;
    private final int queue;
    private long arrivalNs;
    private long serviceNs;

    /**
     * @param arrivals when jobs arrive
     * @param serviceSeconds how long a worker takes for one, in seconds
     * @param stream where the service times come from
     * @param queue index of the queue
     */
    public GeneratedJobs(ArrivalProcess arrivals, Distribution serviceSeconds, RandomStream stream, int queue) {
        this.arrivals = arrivals;
        this.serviceSeconds = serviceSeconds;
        this.stream = stream;
        this.queue = queue;
    }

    @Override
    public boolean advance() {
        if (arrivalNs != ArrivalProcess.NEVER) {
            arrivalNs = arrivals.nextArrivalNs();
        }
        if (arrivalNs == ArrivalProcess.NEVER) {
            return false;
        }
        double seconds = serviceSeconds.sample(stream);
        serviceNs = Math.max(0, (long) Math.min(SERVICE_NS_MAX, seconds * NS_PER_SECOND));
        return true;
    }

    @Override
    public long arrivalNs() {
        return arrivalNs;
    }

    @Override
    public long serviceNs() {
        return serviceNs;
    }

    @Override
    public int queue() {
        return queue;
    }
}
