package dev.nodecast.scenarios.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Broken files are refused with place, found, expected and remedy; odd ones are read with a warning. */
class BadTracesTest {

    private static final String JOBS = "job_id,submit_s,duration_s\n";

    @TempDir
    Path folder = Path.of(".");

    @Test
    void aMissingFileAndAFolderAreNamed() {
        assertThat(refusal(folder.resolve("nowhere.csv"))).contains("nowhere.csv: found no such file");
        assertThat(refusal(folder)).contains("found a folder");
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        assertThat(refusal(write(""))).contains("trace.csv: found an empty file; expected at least one row");
        assertThat(refusal(write(" \n\n"))).contains("found an empty file");
        assertThat(refusal(write("time_s,capacity\n"))).contains("trace.csv:1: found a header and no rows");
    }

    @Test
    void binaryFilesAreRefusedByTheirKind() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(JOBS.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(refusal(write(packed.toByteArray()))).contains("found a gzip file; expected a text file; unpack");
        assertThat(refusal(write(new byte[] {'P', 'A', 'R', '1', 0}))).contains("found a Parquet file");
        assertThat(refusal(write(new byte[] {1, 2, 0, 4}))).contains("found binary data (a zero byte)");
        assertThat(refusal(write(new byte[] {'a', (byte) 0xc3, 'b'}))).contains("found bytes that are not UTF-8 text");
        assertThat(refusal(write(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 9, 9})))
                .contains("found a damaged zstd file");
    }

    @Test
    void anUnknownFormatIsNamedByItsFirstLine() throws IOException {
        assertThat(refusal(write("apples,pears\n1,2\n")))
                .contains("trace.csv:1: found 'apples,pears', which is of no known format");
    }

    @Test
    void aTraceOfAnotherKindIsRefused() throws IOException {
        Path jobs = write(JOBS + "a,0,1\n");
        InvalidInput refused =
                catchThrowableOfType(InvalidInput.class, () -> Traces.read(jobs, CapacityTraceSet.class));
        assertThat(refused)
                .hasMessageContaining("found a trace of jobs (format job-csv) where a CapacityTraceSet was expected");
    }

    @Test
    void badCellsAreNamedWithTheirLine() throws IOException {
        assertThat(refusal(write("time_s,capacity\n0,1\n60,-3\n")))
                .contains("trace.csv:3: found capacity '-3'; expected a whole number, 0 or more");
        assertThat(refusal(write("time_s,capacity\n0,1\n-5,3\n"))).contains("trace.csv:3: found time_s '-5'");
        assertThat(refusal(write("time_s,capacity\n0,1\nsoon,3\n"))).contains("trace.csv:3: found time_s 'soon'");
        assertThat(refusal(write("time_s,capacity\n0,1\n9,1e99\n"))).contains("trace.csv:3: found capacity '1e99'");
        assertThat(refusal(write("time_s,capacity\n0,1\n1e999999999,1\n")))
                .contains("trace.csv:3: found time_s '1e999999999'");
        assertThat(refusal(write(JOBS + "a,1,NaN\n"))).contains("trace.csv:2: found duration_s 'NaN'");
    }

    @Test
    void capacityThatGoesBackInTimeIsRefused() throws IOException {
        assertThat(refusal(write("time_s,capacity\n0,1\n60,2\n30,1\n")))
                .contains("trace.csv:4: found time_s '30'; expected a time not before the row above");
        assertThat(refusal(write("time_s,capacity\n0,1\n60,2\n60,1\n")))
                .contains("trace.csv:4: found time_s '60'; expected one capacity per time (the row above says 2");
    }

    @Test
    void aRepeatedRowOfCapacityIsAWarning() throws IOException {
        Loaded<CapacityTraceSet> loaded =
                Traces.read(write("time_s,capacity\n0,1\n60,2\n60,2\n90,0\n"), CapacityTraceSet.class);
        assertThat(loaded.trace().single())
                .isEqualTo(new CapacityTrace(
                        new long[] {0, 60_000_000_000L, 90_000_000_000L}, new int[] {1, 2, 0}, 90_000_000_000L));
        assertThat(messages(loaded))
                .singleElement()
                .satisfies(text -> assertThat(text).contains("trace.csv:4: found time 60 s twice"));
    }

    @Test
    void jobsOutOfOrderAreSortedWithOneWarning() throws IOException {
        Loaded<JobTrace> loaded = Traces.read(write(JOBS + "a,9,1\nb,3,1\nc,1,1\nc,9,1\n"), JobTrace.class);
        assertThat(loaded.trace().jobs().stream().map(TracedJob::id)).containsExactly("c", "b", "a", "c");
        assertThat(messages(loaded)).hasSize(2);
        assertThat(messages(loaded).getFirst())
                .contains("trace.csv:3: found a job submitted before the row above (and 1 more like it)");
        assertThat(messages(loaded).getLast()).contains("found job 'c' again");
    }

    @Test
    void aFileThatIsCutOffIsRefused() throws IOException {
        assertThat(refusal(write(JOBS + "a,0,1\nb,3")))
                .contains(
                        "trace.csv:3: found 2 columns and then the end of the file; expected 3 columns; the file is cut off");
        assertThat(refusal(write(JOBS + "a,0,1\n\"b,3,4\n"))).contains("found a quoted field that does not end");
        assertThat(refusal(write("{\"metadata\": {\"gap_seconds\": 600},\n \"data\": [1, 1, 0")))
                .contains("trace.csv:2: found the end of the file inside a JSON value");
    }

    @Test
    void jsonValuesAreNamedByLineAndPlace() throws IOException {
        assertThat(refusal(write("{\"metadata\": {\"gap_seconds\": 600},\n \"data\": [1,\n 1,\n -4]}")))
                .contains("trace.csv:4: found -4 at /data/2; expected a whole number of instances, 0 or more");
        assertThat(refusal(write("{\"metadata\": {\"gap_seconds\": 0}, \"data\": [1]}")))
                .contains("found 0 at /metadata/gap_seconds");
        assertThat(refusal(write("{\"metadata\": {\"gap_seconds\": 60}, \"data\": [1], \"data\": [2]}")))
                .contains("found broken JSON");
        assertThat(refusal(write("{\"SpotPriceHistory\": []}"))).contains("found [] at /SpotPriceHistory");
    }

    @Test
    void aDeeplyNestedFileIsRefused() throws IOException {
        String deep = "{\"metadata\":{\"gap_seconds\":1},\"data\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThat(refusal(write(deep))).contains("found broken JSON");
    }

    @Test
    void twoPricesAtOneInstantAreRefused() throws IOException {
        String row =
                "{\"AvailabilityZone\":\"a\",\"InstanceType\":\"t\",\"ProductDescription\":\"Linux/UNIX\",\"SpotPrice\":\"%s\","
                        + "\"Timestamp\":\"2026-01-01T00:00:00.000Z\"}";
        assertThat(refusal(
                        write("{\"SpotPriceHistory\": [" + row.formatted("1.0") + ",\n" + row.formatted("2.0") + "]}")))
                .contains("trace.csv:2:")
                .contains("expected one price per pool and time");
        assertThat(refusal(write("{\"SpotPriceHistory\": [" + row.formatted("-1.0") + "]}")))
                .contains("expected a price in USD");
    }

    @Test
    void gapsInMeasurementsAreWarnedOf() throws IOException {
        Loaded<SeriesSet> loaded =
                Traces.read(write("time_s,queue\n0,1\n60,2\n120,3\n600,4\n660,\n720,5\n"), SeriesSet.class);
        assertThat(messages(loaded))
                .anySatisfy(
                        text -> assertThat(text)
                                .contains(
                                        "found a gap of 480 s in 'queue' after 120 s (and 1 more like it); expected a value every 60 s"));
        assertThat(messages(loaded))
                .anySatisfy(text -> assertThat(text).contains("trace.csv:6: found no value of 'queue'"));
    }

    @Test
    void columnsThatAreTwiceAreRefused() throws IOException {
        assertThat(refusal(write("time_s,capacity,capacity\n0,1,1\n")))
                .contains("trace.csv:1: found column 'capacity' twice");
    }

    private Path write(String text) throws IOException {
        return write(text.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("trace.csv"), bytes);
    }

    private static String refusal(Path path) {
        InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> Traces.read(path));
        assertThat(refused).as("refusal of " + path).isNotNull();
        assertThat(refused.diagnostics()).hasSize(1);
        return facts(refused.diagnostics().getFirst());
    }

    private static List<String> messages(Loaded<?> loaded) {
        return loaded.warnings().stream().map(BadTracesTest::facts).toList();
    }

    private static String facts(Diagnostic diagnostic) {
        return diagnostic.mark() + ": found " + diagnostic.found() + "; expected " + diagnostic.expected() + "; "
                + diagnostic.help();
    }
}
