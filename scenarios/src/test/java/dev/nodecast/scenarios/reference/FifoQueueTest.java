package dev.nodecast.scenarios.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nodecast.scenarios.trace.JobTrace;
import dev.nodecast.scenarios.trace.SharedTraces;
import dev.nodecast.scenarios.trace.Traces;
import dev.nodecast.scenarios.trace.source.CsvRow;
import dev.nodecast.scenarios.trace.source.CsvTable;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.workload.TraceJobSource;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FifoQueueTest {

    private static final double SIX_DIGITS = 5.001e-7;

    static Stream<CsvRow> reference() {
        return CsvTable.withHeader(TraceFile.open(SharedTraces.path("reference/fifo-queue.csv"))).rows().stream();
    }

    @ParameterizedTest
    @MethodSource("reference")
    void everyReferenceRowIsReproducedToItsLastDigit(CsvRow row) {
        JobTrace jobs = Traces.read(SharedTraces.path("jobs/" + row.text("trace") + ".csv"), JobTrace.class)
                .trace();

        FifoQueueResult result = FifoQueue.run(TraceJobSource.of(jobs), row.count("workers"));

        assertThat(result.jobs()).isEqualTo(row.count("jobs"));
        assertThat(result.meanWaitSeconds()).isCloseTo(row.quantity("mean_wait_s"), within(SIX_DIGITS));
        assertThat(result.waitQuantileSeconds(.50)).isCloseTo(row.quantity("p50_wait_s"), within(.005));
        assertThat(result.waitQuantileSeconds(.90)).isCloseTo(row.quantity("p90_wait_s"), within(.005));
        assertThat(result.waitQuantileSeconds(.95)).isCloseTo(row.quantity("p95_wait_s"), within(.005));
        assertThat(result.waitQuantileSeconds(.99)).isCloseTo(row.quantity("p99_wait_s"), within(.005001));
        assertThat(result.waitQuantileSeconds(1)).isEqualTo(row.quantity("max_wait_s"));
        assertThat(result.shareWaiting()).isCloseTo(row.quantity("share_waiting"), within(SIX_DIGITS));
        assertThat(result.busySeconds()).isEqualTo(row.quantity("busy_s"));
        assertThat(result.lastFinishSeconds()).isEqualTo(row.quantity("last_finish_s"));
        assertThat(result.utilisation()).isCloseTo(row.quantity("utilisation"), within(SIX_DIGITS));
    }
}
