package dev.nodecast.scenarios.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nodecast.scenarios.trace.CapacityTrace;
import dev.nodecast.scenarios.trace.CapacityTraceSet;
import dev.nodecast.scenarios.trace.SharedTraces;
import dev.nodecast.scenarios.trace.Traces;
import dev.nodecast.scenarios.trace.source.CsvRow;
import dev.nodecast.scenarios.trace.source.CsvTable;
import dev.nodecast.scenarios.trace.source.TraceFile;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OneJobPolicyTest {

    private static final long H = 3_600_000_000_000L;

    /** Half of the last printed digit, and what floating-point sums may add. */
    private static final double FIVE_DIGITS = 5.001e-6;

    static Stream<CsvRow> reference() {
        return CsvTable.withHeader(TraceFile.open(SharedTraces.path("reference/one-job-policies.csv"))).rows().stream();
    }

    @ParameterizedTest
    @MethodSource("reference")
    void everyReferenceRowIsReproducedToItsLastDigit(CsvRow row) {
        CapacityTrace trace = Traces.read(
                        SharedTraces.path("spot/capacity/" + row.text("trace") + ".csv"), CapacityTraceSet.class)
                .trace()
                .single();
        OneJob job = new OneJob(
                hours(row, "work_h"),
                hours(row, "deadline_h"),
                row.secondsAsNanos("restart_s"),
                row.quantity("spot_price_ratio"));
        OneJobPolicy policy = OneJobPolicy.valueOf(row.text("policy").toUpperCase(Locale.ROOT));

        OneJobStudy study = OneJobStudy.of(trace, policy, job, row.count("starts"));

        assertThat(study.meanCostRatio()).isCloseTo(row.quantity("mean_cost_ratio"), within(FIVE_DIGITS));
        assertThat(study.minCostRatio()).isCloseTo(row.quantity("min_cost_ratio"), within(FIVE_DIGITS));
        assertThat(study.maxCostRatio()).isCloseTo(row.quantity("max_cost_ratio"), within(FIVE_DIGITS));
        assertThat(study.meanSpotShare()).isCloseTo(row.quantity("mean_spot_share"), within(FIVE_DIGITS));
        assertThat(study.meanPreemptions()).isCloseTo(row.quantity("mean_preemptions"), within(1e-9));
        assertThat(study.missedDeadlines()).isEqualTo(row.count("missed_deadlines"));
    }

    private static long hours(CsvRow row, String column) {
        return Math.round(row.quantity(column) * H);
    }

    /** Up 0-2 h, down 2-3 h, up from 3 h; 4 h of work, restart 1 h. */
    private final CapacityTrace trace = new CapacityTrace(new long[] {0, 2 * H, 3 * H}, new int[] {1, 0, 2}, 20 * H);

    @Test
    void fallbackPaysARestartAtEverySwitch() {
        // spot 0-2: restart 1 + work 1; on-demand 2-3: restart 1, no work; spot 3-7: restart 1 + work 3
        OneJob job = new OneJob(4 * H, 100 * H, H, .5);
        OneJobOutcome outcome = OneJobPolicy.FALLBACK.run(trace, 0, job);

        assertThat(outcome).isEqualTo(new OneJobOutcome(6 * H, H, 1, 7 * H));
        assertThat(outcome.costRatio(job)).isEqualTo((6 * .5 + 1) / 5);
        assertThat(outcome.spotShare()).isEqualTo(6.0 / 7);
    }

    @Test
    void greedyWaitsUnpaidWhileTheDeadlineIsFar() {
        OneJob job = new OneJob(4 * H, 100 * H, H, .5);
        assertThat(OneJobPolicy.GREEDY.run(trace, 0, job)).isEqualTo(new OneJobOutcome(6 * H, 0, 1, 7 * H));
    }

    @Test
    void greedyGoesOnDemandForGoodWhenTheSlackIsUsedUp() {
        // slack 6.5 - 4 - 1 = 1.5; restart on spot uses 1, the outage .5: on-demand from 2.5 h for 1 + 3 h, done at 6.5
        // h
        OneJob job = new OneJob(4 * H, 6 * H + H / 2, H, .5);
        assertThat(OneJobPolicy.GREEDY.run(trace, 0, job)).isEqualTo(new OneJobOutcome(2 * H, 4 * H, 1, 6 * H + H / 2));
    }

    @Test
    void aTraceThatIsTooShortIsRefused() {
        OneJob job = new OneJob(40 * H, 50 * H, 0, .5);
        assertThatThrownBy(() -> OneJobStudy.of(trace, OneJobPolicy.GREEDY, job, 100))
                .hasMessageContaining("has no room");
    }
}
