package dev.nodecast.scenarios.resolve;

import dev.nodecast.scenarios.file.ArrivalsFile;
import dev.nodecast.scenarios.file.WorkersFile;
import dev.nodecast.scenarios.file.WorkloadFile;
import dev.nodecast.scenarios.workload.BurstRate;
import dev.nodecast.scenarios.workload.DailyProfile;
import dev.nodecast.scenarios.workload.DiurnalArrivals;
import dev.nodecast.scenarios.workload.GeneratedJobs;
import dev.nodecast.scenarios.workload.MergedJobs;
import dev.nodecast.scenarios.workload.PoissonArrivals;
import dev.nodecast.scenarios.workload.TraceJobSource;
import dev.nodecast.scenarios.workload.WorkloadPresets;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.world.spec.Batching;
import dev.nodecast.sim.world.spec.MetricsSpec;
import dev.nodecast.sim.world.spec.PodUse;
import dev.nodecast.sim.world.spec.TaskBehaviour;
import dev.nodecast.sim.world.spec.WorkerBehaviour;
import dev.nodecast.sim.world.spec.WorkerSpec;
import dev.nodecast.sim.world.spec.WorkloadSpec;
import dev.nodecast.sim.world.workload.ArrivalProcess;
import dev.nodecast.sim.world.workload.JobSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Queues, their jobs, and who works on them. */
final class DemandMapping {

    /** Weights of a consumer product: low at night, a plateau by day, a peak in the evening. An assumption, no trace. */
    private static final double[] CONSUMER = {
        .55, .35, .22, .16, .14, .18, .3, .5, .75, 1, 1.1, 1.15, 1.2, 1.25, 1.2, 1.2, 1.2, 1.25, 1.4, 1.65, 1.9, 1.95,
        1.6, 1
    };

    private final Scenario scenario;
    private final WorkloadFile workload;
    private final List<String> queues;

    DemandMapping(Scenario scenario) {
        this.scenario = scenario;
        this.workload = scenario.file().workload();
        this.queues = List.copyOf(workload.queues().keySet());
    }

    WorkloadSpec spec(RandomStreams streams) {
        return new WorkloadSpec(
                queues,
                () -> new MergedJobs(sources(streams), scenario.horizonNs()),
                workload.workers().stream().map(this::workers).toList(),
                metrics(),
                workload.queues().values().stream()
                        .map(queue -> (SortedMap<String, Double>) new TreeMap<>(queue.speed()))
                        .toList(),
                workload.queues().values().stream().map(DemandMapping::task).toList());
    }

    private static TaskBehaviour task(WorkloadFile.Queue queue) {
        WorkloadFile.Retries retries = queue.retries();
        WorkloadFile.TimeLimits limits = queue.timeLimits();
        return new TaskBehaviour(
                queue.failures().probability(),
                queue.failures().workerLost(),
                new TaskBehaviour.Retries(
                        retries.max(),
                        retries.backoff().toNanos(),
                        retries.backoffMax().toNanos(),
                        retries.jitter()),
                new TaskBehaviour.TimeLimits(
                        limits.soft().toNanos(), limits.hard().toNanos(), limits.onSoft()));
    }

    private List<JobSource> sources(RandomStreams streams) {
        List<JobSource> sources = new ArrayList<>();
        for (int i = 0; i < queues.size(); i++) {
            String name = queues.get(i);
            WorkloadFile.Queue queue = workload.queues().get(name);
            Optional<ArrivalProcess> arrivals = queue == null ? Optional.empty() : arrivals(name, queue, streams);
            if (queue != null && arrivals.isPresent()) {
                sources.add(new GeneratedJobs(
                        arrivals.get(), queue.service().seconds(), streams.stream("service", name), i));
            }
        }
        scenario.traces().jobs().ifPresent(jobs -> sources.add(traced(jobs)));
        return sources;
    }

    private Optional<ArrivalProcess> arrivals(String name, WorkloadFile.Queue queue, RandomStreams streams) {
        TraceInputs.Rate measured = scenario.traces().rates().get(name);
        if (measured != null) {
            return Optional.of(
                    new PoissonArrivals(measured.series().cursor(measured.repeat()), streams.stream("arrivals", name)));
        }
        return queue.arrivals()
                .map(arrivals -> generated(arrivals)
                        .arrivals(
                                streams, name, scenario.start(), scenario.file().timeZone()));
    }

    private static DiurnalArrivals generated(ArrivalsFile arrivals) {
        DiurnalArrivals demand = DiurnalArrivals.of(arrivals.rate().perHour(), profile(arrivals), arrivals.dispersion())
                .withBatches(arrivals.batch());
        return arrivals.bursts()
                .map(bursts -> demand.withBursts(new BurstRate.Shape(
                        bursts.every().toNanos(), bursts.length().toNanos(), bursts.intensity())))
                .orElse(demand);
    }

    private static DailyProfile profile(ArrivalsFile arrivals) {
        DailyProfile profile =
                arrivals.hours().isEmpty() ? rhythm(arrivals.rhythm()) : DailyProfile.ofHours(array(arrivals.hours()));
        return arrivals.weekdays().isEmpty() ? profile : profile.withWeekdays(array(arrivals.weekdays()));
    }

    private static DailyProfile rhythm(ArrivalsFile.Rhythm rhythm) {
        return switch (rhythm) {
            case FLAT -> DailyProfile.flat();
            case CONSUMER -> DailyProfile.ofHours(CONSUMER);
            case GENAI_SD, OPENB_2023, PHILLY_MONTH, SERVEGEN_M_SMALL, SERVEGEN_DEEPSEEK_R1 -> {
                String name = rhythm.name().toLowerCase(Locale.ROOT).replace('_', '-');
                yield WorkloadPresets.dailyProfiles().getOrDefault(name, DailyProfile.flat());
            }
        };
    }

    private static double[] array(List<Double> weights) {
        return weights.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private JobSource traced(TraceInputs.Jobs jobs) {
        int otherwise = Math.max(0, queues.indexOf(jobs.use().otherwise().orElse("")));
        Map<String, String> groups = jobs.use().groups();
        JobSource source = TraceJobSource.of(jobs.trace(), job -> {
            String queue = groups.get(job.notes().group());
            return queue == null ? otherwise : queues.indexOf(queue);
        });
        long skipNs = jobs.use().skip().toNanos();
        return skipNs == 0 ? source : new SkippedJobs(source, skipNs);
    }

    private WorkerSpec workers(WorkersFile workers) {
        List<Integer> served = new ArrayList<>();
        for (String queue : workers.queues().isEmpty() ? queues : workers.queues()) {
            served.add(queues.indexOf(queue));
        }
        return new WorkerSpec(
                WorkloadNames.key(workers.deployment()),
                served,
                workers.concurrency(),
                prefetch(workers),
                new TreeMap<>(workers.speed()),
                behaviour(workers),
                uses(workers),
                batching(workers));
    }

    private static Batching batching(WorkersFile workers) {
        WorkersFile.Batching batching = workers.batching();
        return new Batching(batching.mode(), batching.maxWait().toNanos(), batching.marginal());
    }

    /** Unacknowledged messages count against Celery's limit: those in progress only with acks_late. */
    private static int prefetch(WorkersFile workers) {
        if (workers.batching().mode() == Batching.Mode.DYNAMIC) {
            return 0; // a batcher holds its next batch, and nothing beside it
        }
        int multiplier = workers.acksLate() ? workers.prefetchMultiplier() - 1 : workers.prefetchMultiplier();
        return multiplier * workers.concurrency();
    }

    private static SortedMap<String, PodUse> uses(WorkersFile workers) {
        SortedMap<String, PodUse> uses = new TreeMap<>();
        workers.uses().forEach((name, use) -> uses.put(name, new PodUse(use.idle(), use.busy())));
        return uses;
    }

    private static WorkerBehaviour behaviour(WorkersFile workers) {
        WorkerBehaviour.SharedSave save = new WorkerBehaviour.SharedSave(
                workers.checkpointSize().count(),
                Math.max(1, workers.checkpointThroughput().count()));
        boolean shared = workers.checkpointTo() == WorkersFile.CheckpointStore.MODEL_STORE;
        return new WorkerBehaviour(
                workers.onSigterm(),
                workers.checkpointOnSigterm(),
                workers.checkpoint().toNanos() + (shared ? 0 : save.aloneNs()),
                workers.checkpointInterval().toNanos(),
                workers.resume().toNanos(),
                workers.requeueAtHead(),
                workers.visibilityTimeout().toNanos(),
                new WorkerBehaviour.Delivery(
                        workers.acksLate(),
                        workers.rejectOnWorkerLost(),
                        workers.restoreInterval().toNanos(),
                        workers.queueOrder() == WorkersFile.QueueOrder.ROUND_ROBIN),
                shared && save.bytes() > 0 ? save : null);
    }

    private MetricsSpec metrics() {
        WorkloadFile.Metrics metrics = workload.metrics();
        return new MetricsSpec(
                metrics.queues().stream()
                        .map(metric -> new MetricsSpec.QueueMetric(metric.name(), metric.queueLabel(), metric.counts()))
                        .toList(),
                metrics.scrapeInterval().toNanos(),
                metrics.delay().toNanos());
    }
}
