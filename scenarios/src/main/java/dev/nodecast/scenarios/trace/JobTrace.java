package dev.nodecast.scenarios.trace;

import java.util.List;

/** Jobs in order of submission; jobs of the same instant stand in file order. */
public record JobTrace(List<TracedJob> jobs) implements Trace {

    public JobTrace {
        jobs = List.copyOf(jobs);
        for (int i = 1; i < jobs.size(); i++) {
            if (jobs.get(i).submitNs() < jobs.get(i - 1).submitNs()) {
                throw new IllegalArgumentException("job " + jobs.get(i).id() + " is before its predecessor");
            }
        }
    }

    public int size() {
        return jobs.size();
    }

    /** The groups (priority classes, virtual clusters, …) in order of first appearance. */
    public List<String> groups() {
        return jobs.stream().map(job -> job.notes().group()).distinct().toList();
    }

    /** The jobs that ended within the trace, whose service time is therefore known. */
    public JobTrace finishedOnly() {
        return new JobTrace(
                jobs.stream().filter(job -> job.serviceNs().isPresent()).toList());
    }

    @Override
    public String kind() {
        return "jobs";
    }
}
