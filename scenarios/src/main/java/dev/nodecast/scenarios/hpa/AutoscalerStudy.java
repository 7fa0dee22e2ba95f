package dev.nodecast.scenarios.hpa;

import dev.nodecast.scheduler.autoscaling.hpa.HpaController;
import dev.nodecast.scheduler.autoscaling.hpa.HpaFeatures;
import dev.nodecast.scheduler.autoscaling.hpa.HpaFlags;
import dev.nodecast.scheduler.autoscaling.hpa.HpaReplay;
import dev.nodecast.scheduler.autoscaling.hpa.HpaState;
import dev.nodecast.scheduler.autoscaling.keda.ScaledObjectReplay;
import dev.nodecast.scheduler.autoscaling.keda.ScaledObjectScaler;
import dev.nodecast.scheduler.autoscaling.keda.TriggerReading;
import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.HpaDefaults;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * An autoscaler as its manifest says, under a measured series of its metrics, open loop: the series does not react to
 * the replicas. For people who tune an autoscaler without a cluster.
 */
public final class AutoscalerStudy {

    /**
     * KEDA's polls fall between full seconds, as on a real cluster: its cooldown compares a time with whole seconds, so
     * that a poll at a full second would wait one interval more.
     */
    private static final long POLL_PHASE_NS = 250_000_000;

    private final MeasuredMetrics metrics;
    private final HpaReplay.World world;
    private final HpaFeatures features;
    private final Instant start;
    private final List<StudyStep> steps = new ArrayList<>();

    private AutoscalerStudy(MeasuredMetrics metrics, HpaReplay.World world, HpaFeatures features) {
        this.metrics = metrics;
        this.world = world;
        this.features = features;
        this.start = metrics.start().orElse(Instant.EPOCH);
    }

    /**
     * What neither manifest nor series says.
     *
     * @param name the autoscaler, where the manifests hold several
     * @param replicas before the first sync; of the Deployment, else the fewest, where it is not said
     * @param podStartupNs from a pod's creation to its readiness
     * @param kubernetesMinor minor version of the cluster
     */
    public record Settings(Optional<String> name, OptionalInt replicas, long podStartupNs, int kubernetesMinor) {}

    /**
     * What came of it.
     *
     * @param autoscaler kind and name
     * @param target the workload it scales, kind and name
     * @param steps every sync and every poll in order
     * @param warnings what was odd in the input
     */
    public record Report(String autoscaler, String target, List<StudyStep> steps, List<Diagnostic> warnings) {}

    /**
     * Replays the series.
     *
     * @throws InvalidInput naming place, found, expected and remedy
     */
    public static Report run(Path manifests, MeasuredMetrics metrics, Settings settings) {
        AutoscalerFile file = AutoscalerFile.read(manifests, settings.name());
        HpaReplay.World world = new HpaReplay.World(
                settings.replicas().orElse(file.replicas()),
                HpaFlags.DEFAULT_SYNC_PERIOD_NS,
                settings.podStartupNs(),
                file.requests());
        AutoscalerStudy study =
                new AutoscalerStudy(metrics, world, HpaFeatures.ofMinorVersion(settings.kubernetesMinor()));
        switch (file.manifest().value()) {
            case HorizontalPodAutoscaler hpa -> study.replay(hpa);
            case ScaledObject scaled -> study.replay(file, scaled);
            default ->
                throw new IllegalStateException(
                        "no autoscaler: " + file.manifest().header());
        }
        List<Diagnostic> warnings = new ArrayList<>(file.warnings());
        warnings.addAll(metrics.warnings());
        String target = file.target().kind() + " " + file.target().name();
        return new Report(file.manifest().header().toString(), target, study.steps, warnings);
    }

    private void replay(HorizontalPodAutoscaler written) {
        HorizontalPodAutoscaler hpa = HpaDefaults.apply(written);
        hpa.metrics()
                .forEach(metric -> assign(MetricNames.of(metric), hpa.metrics().size()));
        HpaReplay replay =
                new HpaReplay(new HpaController(hpa, features, HpaFlags.defaults()), HpaState.initial(), world);
        for (long nowNs = 0; nowNs <= metrics.endNs(); nowNs += world.syncPeriodNs()) {
            Map<String, @Nullable Long> seen = seen(nowNs);
            steps.add(StudyStep.of(replay.sync((at, pods) -> new SharedLoad(metrics, at, pods)), seen));
        }
    }

    private void replay(AutoscalerFile file, ScaledObject scaled) {
        ScaledObjectReplay replay = accepted(file, scaled);
        ScaledObjectScaler scaler = replay.scaler();
        int fromOutside = (int) scaled.triggers().stream()
                .filter(trigger -> !trigger.type().equals("cron"))
                .count();
        for (int i = 0; i < scaled.triggers().size(); i++) {
            ScaleTrigger trigger = scaled.triggers().get(i);
            if (trigger.type().equals("cron")) {
                refuseWithoutCalendar(file);
            } else {
                assign(MetricNames.of(trigger, scaler.metricName(i)), fromOutside);
            }
        }
        long nextPollNs = POLL_PHASE_NS;
        long nextSyncNs = 0;
        while (Math.min(nextPollNs, nextSyncNs) <= metrics.endNs()) {
            if (nextPollNs < nextSyncNs) {
                poll(replay, nextPollNs);
                nextPollNs += scaler.pollingIntervalNs();
            } else {
                sync(replay, nextSyncNs);
                nextSyncNs += world.syncPeriodNs();
            }
        }
    }

    private void poll(ScaledObjectReplay replay, long nowNs) {
        Map<String, @Nullable Long> seen = seen(nowNs);
        int ready = replay.readyPods(nowNs);
        steps.add(StudyStep.of(replay.poll(nowNs, live(replay, nowNs)), ready, seen));
    }

    private void sync(ScaledObjectReplay replay, long nowNs) {
        Map<String, @Nullable Long> seen = seen(nowNs);
        replay.sync(live(replay, nowNs), (at, pods) -> new SharedLoad(metrics, at, pods))
                .ifPresent(row -> steps.add(StudyStep.of(row, seen)));
    }

    private IntFunction<TriggerReading> live(ScaledObjectReplay replay, long nowNs) {
        ScaledObjectScaler scaler = replay.scaler();
        return index -> scaler.read(index, start.plusNanos(nowNs), trigger -> {
            String metric = MetricNames.of(trigger, scaler.metricName(index)).getFirst();
            OptionalLong value = metrics.milliAt(metric, nowNs);
            return value.isEmpty()
                    ? new TriggerReading.Failed("the series has no value of " + metric + " here")
                    : new TriggerReading.Measured(value.getAsLong());
        });
    }

    private void assign(List<String> names, int metricsInAll) {
        metrics.assign(names.getFirst(), names, metricsInAll == 1);
    }

    private Map<String, @Nullable Long> seen(long nowNs) {
        Map<String, @Nullable Long> seen = new LinkedHashMap<>();
        for (String metric : metrics.metrics()) {
            OptionalLong value = metrics.milliAt(metric, nowNs);
            seen.put(metric, value.isEmpty() ? null : Long.valueOf(value.getAsLong()));
        }
        return seen;
    }

    private ScaledObjectReplay accepted(AutoscalerFile file, ScaledObject scaled) {
        try {
            return new ScaledObjectReplay(scaled, features, HpaFlags.defaults(), world);
        } catch (IllegalArgumentException refused) {
            throw new InvalidInput(Diagnostic.error(
                            ManifestRule.UNSUPPORTED.id(),
                            file.manifest().mark(),
                            "the ScaledObject cannot be replayed")
                    .found(String.valueOf(refused.getMessage()))
                    .help("change what is named, or leave it out"));
        }
    }

    private void refuseWithoutCalendar(AutoscalerFile file) {
        if (metrics.start().isEmpty()) {
            throw new InvalidInput(Diagnostic.error(
                            ManifestRule.INCONSISTENT.id(),
                            file.manifest().markAt("spec", "triggers"),
                            "a cron trigger needs a series with times of the calendar")
                    .found("seconds since the start (`time_s`)")
                    .expected("a column `timestamp`, such as 2026-10-01T09:00:00Z")
                    .help("export the series with timestamps"));
        }
    }
}
