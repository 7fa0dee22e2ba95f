package dev.nodecast.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.sim.random.Distribution;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.stats.Tally;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeterminismTest {

    private record Result(long count, double mean, double variance, double queueLength) {}

    @Test
    void theSameSeedGivesTheSameResultsToTheLastBit() {
        assertThat(run(3)).isEqualTo(run(3)).isNotEqualTo(run(4));
    }

    @Test
    void replicationsRunSideBySideGiveWhatTheyGiveOneAfterAnother() {
        List<Result> sequential =
                IntStream.range(0, 16).mapToObj(DeterminismTest::run).toList();
        List<Result> parallel =
                IntStream.range(0, 16).parallel().mapToObj(DeterminismTest::run).toList();

        assertThat(parallel).isEqualTo(sequential);
    }

    @Test
    void anotherJvmOrVersionGivesTheRecordedResults() {
        // Recorded from this test itself: a change here changes every user's results and belongs in the changelog.
        assertThat(run(0)).isEqualTo(new Result(4_015, 0.6865235604383569, 1.1006727207490525, 1.37819604758));
    }

    private static Result run(int replication) {
        QueueModel model = new QueueModel(3, 2, Distribution.lognormal(1, 0.5), new RandomStreams(7, replication));
        model.run(100, 2_000);
        Tally waits = model.waits();
        return new Result(waits.count(), waits.mean(), waits.variance(), model.averageQueueLength());
    }
}
