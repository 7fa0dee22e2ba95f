package dev.nodecast.sim.world.spec;

import dev.nodecast.sim.world.measure.JobSink;
import java.util.List;

/**
 * What a run writes down beside its totals.
 *
 * @param sampleIntervalNs time between samples of the timeline; 0 for none
 * @param invoiceTimesNs instants at which the invoice so far is kept, such as the ends of days
 * @param jobs told of every job that leaves the world
 */
public record MeasureSpec(long sampleIntervalNs, List<Long> invoiceTimesNs, JobSink jobs) {

    public static final MeasureSpec TOTALS = new MeasureSpec(0, List.of(), JobSink.NONE);

    public MeasureSpec {
        invoiceTimesNs = List.copyOf(invoiceTimesNs);
    }
}
