package dev.nodecast.scenarios.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A series that begins again. */
class TimeSeriesTest {

    private static List<String> steps(TimeSeries series) {
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            steps.add(series.timeNs(i) + ":" + (int) series.value(i));
        }
        return steps;
    }

    @Test
    void itsLastTimeIsTheFirstOfTheNextRound() {
        TimeSeries series = new TimeSeries("s", new long[] {0, 30, 100}, new double[] {1, 5, 2});
        assertThat(steps(series.repeatedUntil(250)))
                .containsExactly("0:1", "30:5", "100:1", "130:5", "200:1", "230:5", "300:2");
    }

    @Test
    void aRoundThatIsLongEnoughStaysAsItIs() {
        TimeSeries series = new TimeSeries("s", new long[] {0, 100}, new double[] {1, 2});
        assertThat(series.repeatedUntil(100)).isSameAs(series);
        TimeSeries single = new TimeSeries("s", new long[] {0}, new double[] {1});
        assertThat(single.repeatedUntil(100)).isSameAs(single);
    }
}
