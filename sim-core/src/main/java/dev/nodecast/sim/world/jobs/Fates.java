package dev.nodecast.sim.world.jobs;

import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.world.measure.JobSink;

/** How jobs end: each once, as completed or as failed, however many of its rows there are. */
final class Fates {

    private final Simulation simulation;
    private final JobTable jobs;
    private final JobMeter[] meters;
    private final JobSink sink;
    private final boolean tellsSink;
    private final FinishedJob row;

    Fates(Simulation simulation, JobTable jobs, JobMeter[] meters, JobSink sink) {
        this.simulation = simulation;
        this.jobs = jobs;
        this.meters = meters;
        this.sink = sink;
        this.tellsSink = !sink.equals(JobSink.NONE);
        this.row = new FinishedJob(jobs);
    }

    /**
     * An execution has done the job. It counts if it is the first.
     *
     * @param spentNs time of the worker on the execution
     * @param workNs the part of it that brought the job on
     */
    void completed(int job, long spentNs, long workNs) {
        JobMeter meter = meters[jobs.queue[job]];
        Twins twins = jobs.twins[job];
        if (twins != null && twins.done) {
            lose(job, spentNs + jobs.investedNs[job]);
            meter.duplicateNs += spentNs;
            surplusGone(twins, meter);
        } else {
            lose(job, spentNs - workNs);
            meter.completed(simulation.now() - jobs.arrivalNs[job]);
            if (tellsSink) {
                sink.job(row.at(job, simulation.now()));
            }
            if (twins != null) {
                twins.done = true;
                twins.rows--;
            }
        }
        jobs.remove(job);
    }

    /** There is no message of the row any more: the job has failed, unless another row does it or has done it. */
    void gone(int job) {
        JobMeter meter = meters[jobs.queue[job]];
        Twins twins = jobs.twins[job];
        lose(job, jobs.investedNs[job]);
        if (twins == null) {
            fail(job, meter);
        } else if (twins.done || twins.rows > 1) {
            surplusGone(twins, meter);
        } else {
            twins.rows--;
            lose(job, twins.investedNs);
            fail(job, meter);
        }
        jobs.remove(job);
    }

    private void fail(int job, JobMeter meter) {
        meter.failed++;
        if (tellsSink) {
            sink.job(row.failed(job));
        }
    }

    private static void surplusGone(Twins twins, JobMeter meter) {
        twins.rows--;
        meter.duplicatesGone++;
    }

    /** Time of a worker that did not bring the job on. */
    void lose(int job, long ns) {
        jobs.lostNs[job] += ns;
        meters[jobs.queue[job]].lostNs += ns;
    }

    /** Tells the sink of the jobs that are neither completed nor failed. */
    void reportUnfinished() {
        if (tellsSink) {
            long last = JobTable.NONE;
            for (int job : jobs.present()) {
                Twins twins = jobs.twins[job];
                if (jobs.id[job] != last && (twins == null || !twins.done)) {
                    sink.job(row.at(job, -1));
                }
                last = jobs.id[job];
            }
        }
    }
}
