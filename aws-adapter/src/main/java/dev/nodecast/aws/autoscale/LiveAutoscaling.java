package dev.nodecast.aws.autoscale;

import dev.nodecast.aws.autoscale.source.Sources;
import dev.nodecast.aws.kubernetes.WatchedKind;
import dev.nodecast.aws.loop.Inbox;
import dev.nodecast.scheduler.autoscaling.Standing;
import dev.nodecast.scheduler.autoscaling.contention.Contender;
import dev.nodecast.scheduler.autoscaling.contention.Contention.ActsFor;
import dev.nodecast.scheduler.autoscaling.hpa.HpaController;
import dev.nodecast.scheduler.autoscaling.hpa.HpaFlags;
import dev.nodecast.scheduler.autoscaling.keda.ScaledObjectScaler;
import dev.nodecast.scheduler.autoscaling.keda.TriggerReading;
import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.autoscaling.MetricSpec;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import dev.nodecast.scheduler.port.MetricSource;
import dev.nodecast.scheduler.port.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code --autoscale scale}: what stands between the cluster and the scheduler's autoscaling. It lets those autoscalers pass that are
 * Nodecast's, has the queues read that they look at, and writes down where they stand. On the loop's thread only.
 */
public final class LiveAutoscaling implements AutoCloseable {

    private static final Set<String> READ_WITHOUT_SOURCE = Set.of("cron", "cpu", "memory");

    private final List<MetricSeries> series;
    private final Sources sources;
    private final Sampler sampler;
    private final AutoscalerGate gate;
    private final AutoscalerNotes notes;
    private final MetricSource metrics;
    private final Inbox inbox;
    private final Consumer<Observation> loop;

    /**
     * What it works with.
     *
     * @param loop takes what passes, on the loop's thread
     * @param shadow whether nothing may be changed
     */
    public record World(Noticeboard cluster, Inbox inbox, Consumer<Observation> loop, boolean shadow) {}

    /** @param interval between two readings of a queue */
    public LiveAutoscaling(MetricSources given, Duration interval, World world) {
        series = given.series();
        sources = new Sources(given.credentials());
        sampler = new Sampler(sources::of, interval, System::nanoTime);
        metrics = new LiveMetrics(series, sampler);
        inbox = world.inbox;
        loop = world.loop;
        notes = new AutoscalerNotes(world.cluster, this::trouble, !world.shadow);
        gate = new AutoscalerGate(this::problem, this::passed, notes::refused, actsFor(world));
        sampler.follow(series.stream().map(MetricSeries::trigger).toList());
    }

    private static ActsFor actsFor(World world) {
        return world.shadow ? ActsFor.ALL_CONTROLLERS : ActsFor.NODECAST;
    }

    /** The queue lengths, for the loop's ports. */
    public MetricSource metrics() {
        return metrics;
    }

    /** Takes in an observation and lets pass what the loop is to know of it, now or a little later. */
    public void observed(Observation observation) {
        switch (observation) {
            case Observation.AutoscalerObserved(var hpa) -> gate.seen(new Contender.Hpa(hpa));
            case Observation.AutoscalerGone(var key) -> {
                gate.hpaGone(key);
                notes.forget(key);
            }
            case Observation.ScaledObjectObserved(var scaledObject) -> gate.seen(new Contender.Scaled(scaledObject));
            case Observation.ScaledObjectGone(var key) -> {
                gate.scaledObjectGone(key);
                notes.forget(key);
            }
            default -> loop.accept(observation);
        }
    }

    /** Says on the object that its autoscaler has scaled; other decisions are no concern here. */
    public void decided(Decision decision) {
        if (decision instanceof Decision.Scaled scaled) {
            gate.passed().stream()
                    .filter(each -> each.workload().key().toString().equals(scaled.workload()))
                    .forEach(each -> notes.scaled(each, scaled));
        }
    }

    /** Writes down where autoscalers stand. */
    public void tick(List<Standing> standings) {
        notes.write(standings);
    }

    /** A ScaledObject is told of when its queues have been read once, so that its first poll is not one that fails. */
    private void passed(Observation observation) {
        follow();
        if (observation instanceof Observation.ScaledObjectObserved(var scaledObject)) {
            sampler.afterFirst(external(scaledObject.triggers()), () -> inbox.run(() -> tellIfStill(observation)));
        } else {
            loop.accept(observation);
        }
    }

    private void tellIfStill(Observation observation) {
        boolean still = gate.passed().stream().anyMatch(each -> each.seen().equals(observation));
        if (still) {
            loop.accept(observation);
        }
    }

    private void follow() {
        List<ScaleTrigger> wanted = new ArrayList<>();
        series.forEach(each -> wanted.add(each.trigger()));
        for (Contender each : gate.passed()) {
            if (each instanceof Contender.Scaled(var scaledObject)) {
                wanted.addAll(external(scaledObject.triggers()));
            }
        }
        sampler.follow(wanted);
    }

    private static List<ScaleTrigger> external(List<ScaleTrigger> triggers) {
        return triggers.stream()
                .filter(trigger -> !READ_WITHOUT_SOURCE.contains(trigger.type()))
                .toList();
    }

    private @Nullable String problem(Contender contender) {
        try {
            switch (contender) {
                case Contender.Hpa(var hpa) -> {
                    var _ = new HpaController(hpa, LiveHpa.FEATURES, HpaFlags.defaults());
                }
                case Contender.Scaled(var scaledObject) -> {
                    var _ = new ScaledObjectScaler(scaledObject);
                    external(scaledObject.triggers()).forEach(sources::of);
                }
            }
            return null;
        } catch (IllegalArgumentException wrong) {
            return String.valueOf(wrong.getMessage());
        }
    }

    /** What the source says that an autoscaler looks at in vain; empty where all can be read. */
    private String trouble(WatchedKind kind, ObjectKey key) {
        return gate.passed().stream()
                .filter(each -> each.key().equals(key))
                .filter(each -> each instanceof Contender.Scaled == (kind == WatchedKind.SCALED_OBJECT))
                .flatMap(this::triggers)
                .map(sampler::latest)
                .flatMap(reading ->
                        reading instanceof TriggerReading.Failed(String error) ? Stream.of(error) : Stream.empty())
                .findFirst()
                .orElse("");
    }

    private Stream<ScaleTrigger> triggers(Contender contender) {
        return switch (contender) {
            case Contender.Scaled(var scaledObject) -> external(scaledObject.triggers()).stream();
            case Contender.Hpa(var hpa) ->
                hpa.metrics().stream()
                        .flatMap(metric -> metric instanceof MetricSpec.External external
                                ? series.stream()
                                        .filter(each -> each.answers(hpa.meta().namespace(), external.metric()))
                                : Stream.empty())
                        .map(MetricSeries::trigger);
        };
    }

    @Override
    public void close() {
        sampler.close();
        sources.close();
    }
}
