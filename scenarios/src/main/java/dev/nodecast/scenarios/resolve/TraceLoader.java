package dev.nodecast.scenarios.resolve;

import dev.nodecast.scenarios.file.ArrivalsFile;
import dev.nodecast.scenarios.file.ScenarioFile;
import dev.nodecast.scenarios.file.SpotFile;
import dev.nodecast.scenarios.file.WorkloadFile;
import dev.nodecast.scenarios.file.value.FileRef;
import dev.nodecast.scenarios.trace.CapacityTrace;
import dev.nodecast.scenarios.trace.CapacityTraceSet;
import dev.nodecast.scenarios.trace.JobTrace;
import dev.nodecast.scenarios.trace.Loaded;
import dev.nodecast.scenarios.trace.PriceHistory;
import dev.nodecast.scenarios.trace.SeriesSet;
import dev.nodecast.scenarios.trace.TimeSeries;
import dev.nodecast.scenarios.trace.Trace;
import dev.nodecast.scenarios.trace.Traces;
import dev.nodecast.scenarios.workload.DemandKind;
import dev.nodecast.scenarios.workload.OwnDemand;
import dev.nodecast.scenarios.workload.RateSeries;
import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the traces that a scenario names; what is wrong with them goes to the diagnostics. */
final class TraceLoader {

    private static final String WRONG_SERIES = "NC0606";

    private final InputFiles files;
    private final Diagnostics diagnostics;

    TraceLoader(InputFiles files, Diagnostics diagnostics) {
        this.files = files;
        this.diagnostics = diagnostics;
    }

    TraceInputs load(ScenarioFile scenario) {
        Map<String, TraceInputs.Rate> rates = new LinkedHashMap<>();
        scenario.workload()
                .queues()
                .forEach((name, queue) -> queue.arrivals()
                        .flatMap(ArrivalsFile::measured)
                        .flatMap(measured -> rate(name, queue, measured))
                        .ifPresent(rate -> rates.put(name, rate)));
        Optional<TraceInputs.Jobs> jobs = scenario.workload()
                .trace()
                .flatMap(use -> read(use.file(), "workload.trace.file", JobTrace.class)
                        .map(trace -> new TraceInputs.Jobs(trace, use)));
        List<TraceInputs.Capacity> capacities = new ArrayList<>();
        List<SpotFile.CapacityFile> capacityFiles = scenario.spot().capacity();
        for (int i = 0; i < capacityFiles.size(); i++) {
            capacity(capacityFiles.get(i), "spot.capacity[" + i + "].file").ifPresent(capacities::add);
        }
        List<PriceHistory> prices = new ArrayList<>();
        for (FileRef history : scenario.spot().priceHistory()) {
            read(history, "spot.priceHistory", PriceHistory.class).ifPresent(prices::add);
        }
        Map<String, TimeSeries> replicas = new LinkedHashMap<>();
        scenario.workload()
                .replicas()
                .forEach(history -> read(history.file(), "workload.replicas.file", SeriesSet.class)
                        .flatMap(set -> series(set, history.file(), history.series()))
                        .ifPresent(series -> replicas.put(
                                history.deployment(),
                                history.repeat()
                                        ? series.repeatedUntil(
                                                scenario.duration().toNanos())
                                        : series)));
        files.reportMissing();
        return new TraceInputs(jobs, rates, capacities, prices, replicas);
    }

    private Optional<TraceInputs.Rate> rate(String queue, WorkloadFile.Queue spec, ArrivalsFile.Measurement measured) {
        String key = "workload.queues." + queue + ".arrivals.measured.file";
        return read(measured.file(), key, SeriesSet.class)
                .flatMap(set -> series(set, measured.file(), measured.series()))
                .map(series -> demand(series, measured, spec.service().seconds().mean()))
                .map(rates -> new TraceInputs.Rate(rates.scaled(measured.scale()), measured.repeat()));
    }

    private RateSeries demand(TimeSeries series, ArrivalsFile.Measurement measured, double meanServiceSeconds) {
        double empty = OwnDemand.emptyShare(series);
        if (measured.kind() == DemandKind.QUEUE_LENGTH && empty > 0.5) {
            diagnostics.add(Diagnostic.warning(
                            WRONG_SERIES, measured.file().mark(), "the queue of this measurement was mostly empty")
                    .found(Math.round(empty * 100) + " % of its values are 0")
                    .consequence("the demand inferred from it is a lower bound")
                    .help("use a measured arrival rate if you have one"));
        }
        return OwnDemand.rates(series, measured.kind(), measured.workers(), meanServiceSeconds);
    }

    private Optional<TimeSeries> series(SeriesSet set, FileRef file, Optional<String> wanted) {
        Optional<TimeSeries> found = wanted.isPresent()
                ? set.find(wanted.get())
                : set.series().size() == 1 ? Optional.of(set.series().getFirst()) : Optional.empty();
        if (found.isEmpty()) {
            List<String> names = set.series().stream().map(TimeSeries::name).toList();
            diagnostics.add(Diagnostic.error(WRONG_SERIES, file.mark(), "which series is meant is not clear")
                    .found(wanted.map(name -> "`" + name + "`").orElse(names.size() + " series"))
                    .expected("`series` to be one of " + String.join(", ", names)));
        }
        return found;
    }

    private Optional<TraceInputs.Capacity> capacity(SpotFile.CapacityFile use, String key) {
        return read(use.file(), key, CapacityTraceSet.class)
                .flatMap(set -> pool(set, use))
                .filter(trace -> insideTrace(trace, use))
                .map(trace -> new TraceInputs.Capacity(trace, use));
    }

    private boolean insideTrace(CapacityTrace trace, SpotFile.CapacityFile use) {
        boolean inside = use.skip().toNanos() <= trace.durationNs();
        if (!inside) {
            diagnostics.add(Diagnostic.error(WRONG_SERIES, use.file().mark(), "the whole trace is skipped")
                    .field("skip")
                    .found(use.skip().toString())
                    .expected("less than the trace's " + trace.durationNs() / 1_000_000_000L + " s"));
        }
        return inside;
    }

    private Optional<CapacityTrace> pool(CapacityTraceSet set, SpotFile.CapacityFile use) {
        if (use.series().isEmpty() && set.pools().size() == 1) {
            return Optional.of(set.single());
        }
        Optional<CapacityTrace> found = Optional.ofNullable(set.pools().get(use.series()));
        if (found.isEmpty()) {
            diagnostics.add(Diagnostic.error(WRONG_SERIES, use.file().mark(), "which series is meant is not clear")
                    .found(use.series().isEmpty() ? set.pools().size() + " series" : "`" + use.series() + "`")
                    .expected("`series` to be one of "
                            + String.join(", ", set.pools().keySet())));
        }
        return found;
    }

    private <T extends Trace> Optional<T> read(FileRef reference, String key, Class<T> wanted) {
        Optional<Path> path = files.trace(reference, key);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        try {
            Loaded<T> loaded = Traces.read(path.get(), wanted);
            diagnostics.addAll(loaded.warnings());
            files.fingerprint(Files.readAllBytes(path.get()));
            return Optional.of(loaded.trace());
        } catch (InvalidInput refused) {
            diagnostics.addAll(refused.diagnostics());
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
