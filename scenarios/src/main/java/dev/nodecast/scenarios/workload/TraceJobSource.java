package dev.nodecast.scenarios.workload;

import dev.nodecast.scenarios.trace.JobTrace;
import dev.nodecast.scenarios.trace.TracedJob;
import dev.nodecast.sim.world.workload.JobSource;
import java.util.function.ToIntFunction;

/** The jobs of a trace, with their own service times; jobs without one are left out. */
public final class TraceJobSource implements JobSource {

    private final long[] arrivalsNs;
    private final long[] servicesNs;
    private final int[] queues;
    private int position = -1;

    private TraceJobSource(JobTrace trace, ToIntFunction<TracedJob> queueOf) {
        this.arrivalsNs = trace.jobs().stream().mapToLong(TracedJob::submitNs).toArray();
        this.servicesNs = trace.jobs().stream()
                .mapToLong(job -> job.serviceNs().orElseThrow())
                .toArray();
        this.queues = trace.jobs().stream().mapToInt(queueOf).toArray();
    }

    /** All finished jobs of {@code trace} in one queue. */
    public static TraceJobSource of(JobTrace trace) {
        return of(trace, job -> 0);
    }

    /** The finished jobs of {@code trace}, each in the queue that {@code queueOf} names for it. */
    public static TraceJobSource of(JobTrace trace, ToIntFunction<TracedJob> queueOf) {
        return new TraceJobSource(trace.finishedOnly(), queueOf);
    }

    @Override
    public boolean advance() {
        if (position < arrivalsNs.length) {
            position++;
        }
        return position < arrivalsNs.length;
    }

    @Override
    public long arrivalNs() {
        return arrivalsNs[position];
    }

    @Override
    public long serviceNs() {
        return servicesNs[position];
    }

    @Override
    public int queue() {
        return queues[position];
    }
}
