package dev.nodecast.scenarios.workload;

import dev.nodecast.scenarios.trace.JobTrace;
import dev.nodecast.scenarios.trace.RequestTrace;
import dev.nodecast.scenarios.trace.TracedJob;
import dev.nodecast.sim.world.workload.ArrivalProcess;

/** Arrival times taken from a trace, for {@link GeneratedJobs} to add service times to. */
public final class TraceArrivals implements ArrivalProcess {

    private final long[] arrivalsNs;
    private int position;

    private TraceArrivals(long[] arrivalsNs) {
        this.arrivalsNs = arrivalsNs;
    }

    /** When the jobs of {@code trace} were submitted. */
    public static TraceArrivals of(JobTrace trace) {
        return new TraceArrivals(
                trace.jobs().stream().mapToLong(TracedJob::submitNs).toArray());
    }

    /** When the requests of {@code trace} arrived. */
    public static TraceArrivals of(RequestTrace trace) {
        return new TraceArrivals(trace.requests().stream()
                .mapToLong(RequestTrace.Request::arrivalNs)
                .toArray());
    }

    @Override
    public long nextArrivalNs() {
        return position < arrivalsNs.length ? arrivalsNs[position++] : NEVER;
    }
}
