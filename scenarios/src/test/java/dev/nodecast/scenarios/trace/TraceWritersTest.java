package dev.nodecast.scenarios.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scenarios.trace.capacity.CapacityCsvReader;
import dev.nodecast.scenarios.trace.capacity.CapacityCsvWriter;
import dev.nodecast.scenarios.trace.job.JobCsvReader;
import dev.nodecast.scenarios.trace.job.JobCsvWriter;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TraceWritersTest {

    @Property
    void capacityIsReadAsItWasWritten(
            @ForAll @Size(min = 1, max = 20) List<@LongRange(min = 1, max = 1L << 40) Long> steps,
            @ForAll @IntRange(max = 100) int capacity)
            throws IOException {
        CapacityTraceBuilder builder = new CapacityTraceBuilder();
        long timeNs = 0;
        for (int i = 0; i < steps.size(); i++) {
            builder.set(timeNs, (capacity + i) % 7);
            timeNs += steps.get(i);
        }
        CapacityTrace trace = builder.build(timeNs);
        StringBuilder out = new StringBuilder();
        CapacityCsvWriter.write(trace, out);
        assertThat(CapacityCsvReader.read(file(out), new TraceWarnings()).single())
                .isEqualTo(trace);
    }

    @Test
    void jobsAreReadAsTheyWereWritten() throws IOException {
        JobTrace trace = new JobTrace(List.of(
                new TracedJob(
                        "a",
                        0,
                        OptionalLong.of(1_500_000_000L),
                        JobDemand.ofGpus(1),
                        JobNotes.ofGroup("pro, or \"not\"")),
                new TracedJob(
                        "b",
                        1,
                        OptionalLong.empty(),
                        new JobDemand(2, 500, 4000, 16384),
                        new JobNotes("", Optional.of(true), OptionalLong.of(7), "done"))));
        StringBuilder out = new StringBuilder();
        JobCsvWriter.write(trace, out);
        assertThat(JobCsvReader.read(file(out), new TraceWarnings())).isEqualTo(trace);
    }

    private static TraceFile file(CharSequence text) {
        return TraceFile.of(Path.of("written.csv"), text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
