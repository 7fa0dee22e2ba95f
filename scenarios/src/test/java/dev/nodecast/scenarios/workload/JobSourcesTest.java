package dev.nodecast.scenarios.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nodecast.sim.random.Distribution;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.workload.ArrivalProcess;
import dev.nodecast.sim.world.workload.JobSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobSourcesTest {

    private final RandomStreams streams = new RandomStreams(7, 0);

    private JobSource jobs(int queue, long... arrivals) {
        int[] next = {0};
        ArrivalProcess process = () -> next[0] < arrivals.length ? arrivals[next[0]++] : ArrivalProcess.NEVER;
        return new GeneratedJobs(process, Distribution.constant(2), streams.stream("service", queue), queue);
    }

    @Test
    void mergedJobsComeInOrderAndEndInTime() {
        MergedJobs merged = new MergedJobs(List.of(jobs(0, 1, 5, 5, 9), jobs(1, 0, 5, 7), jobs(2)), 9);
        List<String> seen = new ArrayList<>();
        while (merged.advance()) {
            seen.add(merged.arrivalNs() + "/" + merged.queue());
            assertThat(merged.serviceNs()).isEqualTo(2_000_000_000L);
        }
        assertThat(seen).containsExactly("0/1", "1/0", "5/0", "5/0", "5/1", "7/1");
        assertThat(merged.advance()).isFalse();
    }

    @Test
    void generatedServiceTimesHaveTheirDistribution() {
        PoissonArrivals arrivals = new PoissonArrivals(RateCursor.constant(1), streams.stream("arrivals"));
        GeneratedJobs jobs =
                new GeneratedJobs(arrivals, Distribution.lognormal(22.4, .544), streams.stream("service"), 0);
        double sum = 0;
        int count = 200_000;
        for (int i = 0; i < count; i++) {
            assertThat(jobs.advance()).isTrue();
            sum += jobs.serviceNs() / 1e9;
        }
        // the mean of genai-sd is 26 s
        assertThat(sum / count).isCloseTo(26, within(.2));
        assertThat(jobs.arrivalNs() / 1e9 / count).isCloseTo(1, within(.01));
    }
}
