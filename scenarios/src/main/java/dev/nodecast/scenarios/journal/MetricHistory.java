package dev.nodecast.scenarios.journal;

import dev.nodecast.scheduler.autoscaling.AutoscalingLoop;
import dev.nodecast.scheduler.autoscaling.hpa.PodMetricSample;
import dev.nodecast.scheduler.autoscaling.keda.TriggerReading;
import dev.nodecast.scheduler.autoscaling.keda.TriggerTypes;
import dev.nodecast.scheduler.model.autoscaling.MetricIdentifier;
import dev.nodecast.scheduler.model.autoscaling.MetricSpec;
import dev.nodecast.scheduler.model.autoscaling.MetricTarget;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import dev.nodecast.scheduler.port.ClusterPort.Workload;
import dev.nodecast.scheduler.recording.Answer;
import dev.nodecast.scheduler.recording.Entry;
import dev.nodecast.scheduler.recording.LoopConfiguration;
import dev.nodecast.scheduler.recording.Question;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a recorded loop read of metrics. A value holds until another was read: a reading that is the same as the one before
 * is not in the record. What no autoscaler read is not known, and nothing is where the loop scaled no pods.
 */
public final class MetricHistory {

    private final Map<Question.Query, TreeMap<Long, Optional<Long>>> values = new LinkedHashMap<>();
    private final Map<OfWorkload, TreeMap<Long, Optional<Long>>> totals = new LinkedHashMap<>();
    private final Map<ScaleTrigger, TreeMap<Long, TriggerReading>> readings = new LinkedHashMap<>();
    private AutoscalingLoop.Settings settings = AutoscalingLoop.Settings.defaults();
    private long nowNs;

    private record OfWorkload(Workload workload, Question.Query query) {

        /** What is asked of a container, without the target that its value is compared with. */
        OfWorkload(Workload workload, Question.Query query) {
            this.workload = workload;
            this.query = query instanceof Question.Query.OfContainer(MetricSpec.ContainerResource metric)
                    ? new Question.Query.OfContainer(new MetricSpec.ContainerResource(
                            metric.name(), metric.container(), new MetricTarget.AverageValue(0)))
                    : query;
        }
    }

    private MetricHistory() {}

    /**
     * Reads a session.
     *
     * @throws IOException if it cannot be read
     */
    public static MetricHistory of(RecordedSession session) throws IOException {
        MetricHistory history = new MetricHistory();
        try (SessionEntries entries = session.entries()) {
            entries.forEachRemaining(history::take);
            return history;
        } catch (UncheckedIOException problem) {
            throw problem.getCause();
        }
    }

    private void take(Entry entry) {
        switch (entry) {
            case Entry.Began began -> settings = settings(began.configuration());
            case Entry.TurnBegan turn -> nowNs = turn.atNs();
            case Entry.Answered answered -> take(answered);
            case Entry.Ordered _, Entry.Decided _, Entry.Lost _, Entry.CutOff _, Entry.Ended _ -> {}
        }
    }

    private void take(Entry.Answered answered) {
        if (answered.question() instanceof Question.Trigger(ScaleTrigger trigger)
                && answered.answer() instanceof Answer.Reading(TriggerReading reading)) {
            readings.computeIfAbsent(TriggerTypes.source(trigger), key -> new TreeMap<>())
                    .put(nowNs, reading);
        }
        if (answered.question() instanceof Question.Metric(Workload target, Question.Query query)) {
            take(target, query, answered.answer());
        }
    }

    private static AutoscalingLoop.Settings settings(LoopConfiguration configuration) {
        return switch (configuration) {
            case LoopConfiguration.Karpenter karpenter -> karpenter.settings().autoscaling();
            case LoopConfiguration.ClusterAutoscaler clusterAutoscaler -> clusterAutoscaler.autoscaling();
        };
    }

    private void take(Workload target, Question.Query query, Answer answer) {
        switch (answer) {
            case Answer.Series(List<Long> milli) ->
                note(
                        values,
                        query,
                        milli.isEmpty()
                                ? null
                                : milli.stream().mapToLong(Long::longValue).sum());
            case Answer.Value(@Nullable Long milli) -> note(values, query, milli);
            case Answer.Samples(Map<String, PodMetricSample> byPod) ->
                note(
                        totals,
                        new OfWorkload(target, query),
                        byPod.isEmpty()
                                ? null
                                : byPod.values().stream()
                                        .mapToLong(PodMetricSample::valueMilli)
                                        .sum());
            case Answer.Types _, Answer.Drift _, Answer.Policies _, Answer.Reading _ -> {}
        }
    }

    private <K> void note(Map<K, TreeMap<Long, Optional<Long>>> histories, K key, @Nullable Long milli) {
        histories.computeIfAbsent(key, k -> new TreeMap<>()).put(nowNs, Optional.ofNullable(milli));
    }

    /** How the loop that was recorded synced autoscalers. */
    public AutoscalingLoop.Settings settings() {
        return settings;
    }

    /** Whether the loop ever asked for an external metric, or one of an object. */
    public boolean knows(Question.Query query) {
        return values.containsKey(query);
    }

    /** Whether the loop ever asked for a metric of a workload's pods. */
    public boolean knows(Workload workload, Question.Query query) {
        return totals.containsKey(new OfWorkload(workload, query));
    }

    /** Whether the loop ever read what the trigger reads, whatever it made of it. */
    public boolean knows(ScaleTrigger trigger) {
        return readings.containsKey(TriggerTypes.source(trigger));
    }

    /** A value in milli-units as it was last read; before the first reading that one. Empty where there was none. */
    public OptionalLong milli(Question.Query query, long atNs) {
        return at(values.get(query), atNs, Optional.empty()).stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /** The sum over a workload's pods, as for {@link #milli}. */
    public OptionalLong totalMilli(Workload workload, Question.Query query, long atNs) {
        return at(totals.get(new OfWorkload(workload, query)), atNs, Optional.empty()).stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /** What a trigger would have read, as for {@link #milli}. */
    public TriggerReading reading(ScaleTrigger trigger, long atNs) {
        return at(
                readings.get(TriggerTypes.source(trigger)),
                atNs,
                new TriggerReading.Failed("the journal has no reading of this trigger"));
    }

    private static <T> T at(@Nullable TreeMap<Long, T> history, long atNs, T otherwise) {
        if (history == null) {
            return otherwise;
        }
        var entry = history.floorEntry(atNs);
        return entry == null ? history.firstEntry().getValue() : entry.getValue();
    }

    /** What was read, in words, for those who ask for something else. */
    public SortedSet<String> names() {
        TreeSet<String> names = new TreeSet<>();
        values.keySet().forEach(query -> names.add(name(query)));
        totals.keySet()
                .forEach(of ->
                        names.add(name(of.query()) + " of " + of.workload().key()));
        readings.keySet().forEach(source -> names.add(name(source)));
        return names;
    }

    /** A metric as people call it. */
    public static String name(Question.Query query) {
        return switch (query) {
            case Question.Query.External external -> "external metric " + name(external.metric());
            case Question.Query.OfObject object -> "metric " + name(object.metric()) + " of an object";
            case Question.Query.OfPods pods -> "pods' metric " + name(pods.metric());
            case Question.Query.OfResource resource -> "use of " + resource.resource();
            case Question.Query.OfContainer container ->
                "use of " + container.metric().name() + " by a container";
        };
    }

    private static String name(MetricIdentifier metric) {
        Map<String, String> labels = metric.selector().matchLabels().byKey();
        return labels.isEmpty() ? metric.name() : metric.name() + labels;
    }

    /** A trigger's source as people call it. */
    public static String name(ScaleTrigger trigger) {
        return "trigger " + trigger.type() + " " + TriggerTypes.source(trigger).metadata();
    }
}
