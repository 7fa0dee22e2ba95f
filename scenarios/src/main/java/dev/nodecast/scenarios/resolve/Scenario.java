package dev.nodecast.scenarios.resolve;

import dev.nodecast.scenarios.file.ScenarioFile;
import dev.nodecast.scheduler.catalog.PriceBook;
import dev.nodecast.scheduler.manifest.Manifests;
import java.time.Instant;
import java.util.List;

/**
 * A scenario with everything that it names read in: it can be run any number of times, from any number of threads.
 *
 * @param file what the scenario says
 * @param hash SHA-256 over the file, seed excepted, and all that it names; 64 hexadecimal digits
 * @param manifests the Kubernetes objects
 * @param prices of its region, with the user's own
 * @param traces the traces it names
 * @param warnings what is odd about all of these, one sentence each
 */
public record Scenario(
        ScenarioFile file,
        String hash,
        Manifests manifests,
        PriceBook prices,
        TraceInputs traces,
        List<String> warnings) {

    public Scenario {
        warnings = List.copyOf(warnings);
    }

    /** The moment at which the clock reads 0. */
    public Instant start() {
        return file.start().atZone(file.timeZone()).toInstant();
    }

    /** Length of the run. */
    public long horizonNs() {
        return file.duration().toNanos();
    }
}
