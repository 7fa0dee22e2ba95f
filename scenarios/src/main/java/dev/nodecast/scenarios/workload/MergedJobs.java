package dev.nodecast.scenarios.workload;

import dev.nodecast.sim.world.workload.JobSource;
import java.util.List;

/** The jobs of several sources in order of arrival, up to an end; ties go to the source named first. */
public final class MergedJobs implements JobSource {

    private final JobSource[] sources;
    private final boolean[] alive;
    private final long endNs;
    private int current = -1;
    private boolean started;

    /**
     * @param sources what to merge
     * @param endNs jobs that arrive at this time or later are left out
     */
    public MergedJobs(List<? extends JobSource> sources, long endNs) {
        this.sources = sources.toArray(JobSource[]::new);
        this.alive = new boolean[this.sources.length];
        this.endNs = endNs;
    }

    @Override
    public boolean advance() {
        if (!started) {
            started = true;
            for (int i = 0; i < sources.length; i++) {
                pull(i);
            }
        } else if (current >= 0) {
            pull(current);
        }
        current = earliest();
        return current >= 0;
    }

    private void pull(int index) {
        alive[index] = sources[index].advance() && sources[index].arrivalNs() < endNs;
    }

    private int earliest() {
        int best = -1;
        for (int i = 0; i < sources.length; i++) {
            if (alive[i] && (best < 0 || sources[i].arrivalNs() < sources[best].arrivalNs())) {
                best = i;
            }
        }
        return best;
    }

    @Override
    public long arrivalNs() {
        return sources[current].arrivalNs();
    }

    @Override
    public long serviceNs() {
        return sources[current].serviceNs();
    }

    @Override
    public int queue() {
        return sources[current].queue();
    }
}
