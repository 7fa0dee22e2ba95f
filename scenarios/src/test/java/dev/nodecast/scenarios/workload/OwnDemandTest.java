package dev.nodecast.scenarios.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nodecast.scenarios.trace.JobTrace;
import dev.nodecast.scenarios.trace.SeriesSet;
import dev.nodecast.scenarios.trace.SharedTraces;
import dev.nodecast.scenarios.trace.TimeSeries;
import dev.nodecast.scenarios.trace.TraceFormat;
import dev.nodecast.scenarios.trace.Traces;
import dev.nodecast.sim.random.RandomStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnDemandTest {

    private static final long S = 1_000_000_000L;

    @TempDir
    Path folder = Path.of(".");

    private final TimeSeries queue =
            new TimeSeries("queue", new long[] {0, 60 * S, 120 * S, 180 * S}, new double[] {0, 30, 12, 0});

    @Test
    void ratesHoldUntilTheNextValue() {
        RateSeries rates = OwnDemand.rates(queue, DemandKind.PER_SECOND, 0, 1);
        // 0·60 + 30·60 + 12·60 + 0·60
        assertThat(rates.expectedEvents()).isEqualTo(2520);
        assertThat(rates.endNs()).isEqualTo(240 * S);
    }

    @Test
    void countsAreSpreadOverTheirInterval() {
        assertThat(OwnDemand.fromArrivals(queue).expectedEvents()).isEqualTo(42);
        assertThat(OwnDemand.fromArrivals(queue).perSecond(1)).isEqualTo(.5);
    }

    @Test
    void arrivalsAreTheGrowthOfTheQueueAndWhatWasServed() {
        // 2 workers of 10 s serve .2/s while jobs wait: 30/60 + .2 = .7, -18/60 + .2 < 0, -12/60 + .2 = 0, empty: 0
        RateSeries rates = OwnDemand.fromQueueLength(queue, 2, 10);
        assertThat(rates.perSecond(0)).isEqualTo(.7);
        assertThat(rates.perSecond(1)).isZero();
        assertThat(rates.perSecond(2)).isCloseTo(0, within(1e-12));
        assertThat(rates.perSecond(3)).isZero();
        assertThat(OwnDemand.emptyShare(queue)).isEqualTo(.5);
    }

    @Test
    void aSingleValueIsRefused() {
        assertThatThrownBy(() -> OwnDemand.fromPerSecond(new TimeSeries("q", new long[] {0}, new double[] {1})))
                .hasMessageContaining("found a single value in series 'q'");
    }

    @Test
    void aRepeatedSeriesGoesOnForEver() {
        RateCursor cursor = OwnDemand.fromPerSecond(queue).cursor(true);
        for (int i = 0; i < 5; i++) {
            cursor.advance();
        }
        assertThat(cursor.perSecond()).isEqualTo(30);
        assertThat(cursor.nextChangeNs()).isEqualTo((240 + 120) * S);
        assertThat(OwnDemand.fromPerSecond(queue).cursor(false).nextChangeNs()).isEqualTo(60 * S);
    }

    @Test
    void arrivalsFollowTheMeasuredRate() {
        PoissonArrivals arrivals =
                new PoissonArrivals(OwnDemand.fromPerSecond(queue).cursor(false), new RandomStreams(1, 0).stream("a"));
        int count = 0;
        for (long t = arrivals.nextArrivalNs(); t != PoissonArrivals.NEVER; t = arrivals.nextArrivalNs()) {
            assertThat(t).isBetween(60 * S, 180 * S);
            count++;
        }
        assertThat((double) count).isCloseTo(2520, within(200.0));
    }

    @Test
    void prometheusAnswersAreRead() throws IOException {
        SeriesSet set = read("""
                {"status":"success","data":{"resultType":"matrix","result":[
                 {"metric":{"queue":"pro"},"values":[[1790812800,"3"],[1790812860,"4.5"]]},
                 {"metric":{"queue":"free"},"values":[[1790812830.5,"NaN"],[1790812890.5,"7"]]}]}}
                """, SeriesSet.class);
        assertThat(set.start()).contains(Instant.ofEpochSecond(1790812800));
        TimeSeries pro = set.find("queue=\"pro\"").orElseThrow();
        assertThat(pro.timeNs(1)).isEqualTo(60 * S);
        assertThat(pro.values()).containsExactly(3, 4.5);
        assertThat(set.find("queue=\"free\"").orElseThrow().timeNs(0)).isEqualTo(90 * S + S / 2);
    }

    @Test
    void prometheusErrorsAreExplained() {
        assertThatThrownBy(() -> read(
                        "{\"status\":\"error\",\"errorType\":\"bad_data\",\n\"data\":{\"resultType\":\"matrix\"}}",
                        SeriesSet.class))
                .hasMessageContaining("the query failed");
        assertThatThrownBy(() -> read(
                        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}", SeriesSet.class))
                .hasMessageContaining("use query_range, not query");
        assertThatThrownBy(() -> read(
                        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}", SeriesSet.class))
                .hasMessageContaining("the query matched nothing");
    }

    @Test
    void grafanasCsvIsRead() throws IOException {
        SeriesSet set =
                read("\"Time\",\"pro\",\"free\"\n2026-10-01 00:00:00,1,2\n2026-10-01 00:01:00,3,\n", SeriesSet.class);
        assertThat(set.start()).contains(Instant.parse("2026-10-01T00:00:00Z"));
        assertThat(set.find("pro").orElseThrow().values()).containsExactly(1, 3);
        assertThat(set.find("free").orElseThrow().size()).isEqualTo(1);
    }

    @Test
    void plainArrivalsAreRead() throws IOException {
        JobTrace jobs = read("timestamp,queue\n2026-10-01T00:00:05Z,pro\n2026-10-01T00:00:00Z,free\n", JobTrace.class);
        assertThat(jobs.groups()).containsExactly("free", "pro");
        assertThat(jobs.jobs().getLast().submitNs()).isEqualTo(5 * S);
        assertThat(TraceFormat.detect(folder.resolve("own"))).isEqualTo(TraceFormat.ARRIVAL_CSV);
    }

    @Test
    void serveGensMeanRateIsKept() {
        SeriesSet rates = Traces.read(SharedTraces.path("requests/servegen-rate-600s.csv"), SeriesSet.class)
                .trace();
        RateSeries mid = OwnDemand.fromPerSecond(rates.find("m-mid").orElseThrow());
        assertThat(mid.expectedEvents() / (mid.endNs() / 1e9)).isCloseTo(1604, within(2.0));
    }

    private <T extends dev.nodecast.scenarios.trace.Trace> T read(String text, Class<T> kind) throws IOException {
        return Traces.read(Files.writeString(folder.resolve("own"), text), kind).trace();
    }
}
