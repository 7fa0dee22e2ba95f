package dev.nodecast.scheduler.autoscaling.keda;

import dev.nodecast.scheduler.autoscaling.hpa.HpaMetrics;
import dev.nodecast.scheduler.autoscaling.keda.ScaledObjectDecision.Activity;
import dev.nodecast.scheduler.autoscaling.keda.ScaledObjectDecision.Readiness;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject;
import dev.nodecast.scheduler.model.autoscaling.ScaledObjectPause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one ScaledObject as KEDA's scale loop does at each poll: from zero (or idle) to the first replicas when a
 * trigger is active, and back in one step after the cooldown. Between, the generated HPA decides. It holds the spec
 * only; what changes is in {@link ScaledObjectState}. Rules: KEDA 2.20, pkg/scaling/scale_handler.go and
 * pkg/scaling/executor/scale_scaledobjects.go.
 */
public final class ScaledObjectScaler {

    private static final long SECOND_NS = 1_000_000_000L;

    private final ScaledObject scaledObject;
    private final ScaledObjectPause pause;
    private final List<TriggerMetric> triggers = new ArrayList<>();
    private final List<Optional<CronTrigger>> schedules = new ArrayList<>();
    private final TriggerFallback fallback;
    private final boolean resourceTriggersOnly;
    private final @Nullable CompositeMetric composite;

    /**
     * A scaler for the spec and annotations as they are; changed ones are a new scaler over the same state.
     *
     * @throws IllegalArgumentException when KEDA would refuse the spec, or it uses what Nodecast does not know (a trigger
     *     type, a function in a formula)
     */
    public ScaledObjectScaler(ScaledObject scaledObject) {
        ScaledObjectRules.check(scaledObject);
        this.scaledObject = scaledObject;
        this.pause = ScaledObjectPause.of(scaledObject);
        this.fallback = new TriggerFallback(scaledObject.fallback());
        boolean resourcesOnly = true;
        for (ScaleTrigger trigger : scaledObject.triggers()) {
            triggers.add(TriggerTypes.metric(
                    trigger, triggers.size(), scaledObject.meta().name()));
            schedules.add(
                    trigger.type().equals(CronTrigger.TYPE) ? Optional.of(CronTrigger.of(trigger)) : Optional.empty());
            resourcesOnly &= trigger.isResource();
        }
        this.resourceTriggersOnly = resourcesOnly;
        this.composite = CompositeMetric.of(scaledObject);
    }

    /** The state of a ScaledObject that was just created. */
    public ScaledObjectState initialState() {
        return ScaledObjectState.initial(triggers.size());
    }

    /**
     * The state of a ScaledObject that others have looked at before.
     *
     * @param lastActiveNs when a poll saw activity last, as its status says; null for never
     */
    public ScaledObjectState initialState(@Nullable Long lastActiveNs) {
        ScaledObjectState state = initialState();
        state.lastActiveNs = lastActiveNs;
        return state;
    }

    /** Time between polls; the first is at once. */
    public long pollingIntervalNs() {
        return scaledObject.timing().pollingIntervalOrDefault() * SECOND_NS;
    }

    /** The HPA that KEDA creates for it; none while it is paused. */
    public Optional<HorizontalPodAutoscaler> generatedHpa() {
        return pause.paused() ? Optional.empty() : Optional.of(GeneratedHpa.of(scaledObject, pause, hpaMetrics()));
    }

    /** What the generated HPA looks at: the formula in place of the external triggers, where there is one. */
    private List<TriggerMetric> hpaMetrics() {
        if (composite == null) {
            return triggers;
        }
        List<TriggerMetric> metrics = new ArrayList<>();
        metrics.add(composite.metric());
        triggers.stream().filter(trigger -> !trigger.isExternal()).forEach(metrics::add);
        return metrics;
    }

    /**
     * Reads a trigger: a schedule by the calendar, nothing for cpu and memory, else from the source.
     *
     * @param index which trigger
     * @param now the moment of the calendar
     * @param source reads what is outside
     */
    public TriggerReading read(int index, Instant now, Function<ScaleTrigger, TriggerReading> source) {
        ScaleTrigger trigger = scaledObject.triggers().get(index);
        if (trigger.isResource()) {
            return TriggerReading.NONE;
        }
        return schedules.get(index).map(cron -> cron.at(now)).orElseGet(() -> source.apply(trigger));
    }

    /** The name of a trigger's metric in the external metrics API; empty for cpu and memory. */
    public String metricName(int index) {
        return triggers.get(index).externalName();
    }

    /**
     * One poll. The caller sets the replicas at once when the decision names some.
     *
     * @param state changed in place
     * @param nowNs the time of the poll
     * @param workload the target
     * @param readings one for each trigger in order, {@link TriggerReading#NONE} for cpu and memory
     */
    public ScaledObjectDecision poll(
            ScaledObjectState state, long nowNs, Workload workload, List<TriggerReading> readings) {
        if (pause.paused()) {
            return paused(workload);
        }
        boolean active = false;
        boolean failed = false;
        @Nullable ServedMetric[] served = new ServedMetric[triggers.size()];
        for (int i = 0; i < triggers.size(); i++) {
            if (!triggers.get(i).isExternal()) {
                continue;
            }
            ServedMetric metric = read(state, i, new TriggerFallback.Source(readings.get(i), workload));
            if (scaledObject.triggers().get(i).useCachedMetrics()) {
                state.cached[i] = metric;
            }
            active |= metric.active();
            failed |= metric.isError();
            served[i] = metric;
        }
        if (composite != null) {
            ServedMetric whole = whole(composite, i -> required(served[i]), readings::get);
            failed |= whole.isError();
            active = !failed && whole.active();
        }
        active |= resourceTriggersOnly || pause.forceActivation();
        return active
                ? whenActive(state, nowNs, workload.replicas(), failed)
                : whenInactive(state, nowNs, workload.replicas(), failed);
    }

    /**
     * The metrics that KEDA's metrics server shows to the generated HPA at one sync.
     *
     * @param state failures of triggers are counted in it
     * @param workload the target
     * @param live reads a trigger by index at this moment; not called for triggers with useCachedMetrics once polled
     * @param resources the resource metrics API, for cpu and memory triggers
     */
    public HpaMetrics metrics(
            ScaledObjectState state, Workload workload, IntFunction<TriggerReading> live, HpaMetrics resources) {
        IntFunction<TriggerReading> readings = index -> {
            ServedMetric cached = state.cached[index];
            return cached == null ? live.apply(index) : again(cached);
        };
        IntFunction<ServedMetric> each =
                index -> read(state, index, new TriggerFallback.Source(readings.apply(index), workload));
        return composite == null
                ? new ServedMetrics(triggers, each, resources)
                : new ServedMetrics(hpaMetrics(), _ -> whole(composite, each, readings), resources);
    }

    /** The formula's value; a fallback stands for the whole of it. */
    private ServedMetric whole(
            CompositeMetric formula, IntFunction<ServedMetric> served, IntFunction<TriggerReading> readings) {
        Map<String, Long> values = new TreeMap<>();
        for (int i = 0; i < triggers.size(); i++) {
            if (triggers.get(i).isExternal()) {
                ServedMetric metric = served.apply(i);
                boolean madeUp = readings.apply(i) instanceof TriggerReading.Failed;
                if (metric.isError() || madeUp) {
                    return metric;
                }
                values.put(scaledObject.triggers().get(i).name(), metric.valueMilli());
            }
        }
        return formula.served(values);
    }

    private static ServedMetric required(@Nullable ServedMetric metric) {
        if (metric == null) {
            throw new IllegalStateException("a trigger of the formula was not read");
        }
        return metric;
    }

    private ServedMetric read(ScaledObjectState state, int index, TriggerFallback.Source source) {
        return fallback.serve(state, index, composite == null ? triggers.get(index) : composite.metric(), source);
    }

    private static TriggerReading again(ServedMetric cached) {
        return cached.error() == null
                ? new TriggerReading.Scheduled(cached.valueMilli(), cached.active())
                : new TriggerReading.Failed(cached.error());
    }

    private ScaledObjectDecision paused(Workload workload) {
        OptionalInt hold = pause.replicas();
        return hold.isEmpty() || hold.getAsInt() == workload.replicas()
                ? ScaledObjectDecision.none(Activity.PAUSED, "paused by annotation")
                : ScaledObjectDecision.scale(
                        hold.getAsInt(), Activity.PAUSED, "paused by annotation at these replicas");
    }

    private ScaledObjectDecision whenActive(ScaledObjectState state, long nowNs, int replicas, boolean failed) {
        boolean belowMin = scaledObject.replicas().idle() != null
                && replicas < scaledObject.replicas().minOrDefault();
        if (replicas == 0 || belowMin) {
            if (pause.scaleOut()) {
                return ScaledObjectDecision.none(Activity.ACTIVE, "scaling out is paused by annotation");
            }
            state.lastActiveNs = wholeSeconds(nowNs);
            return ScaledObjectDecision.scale(
                    scaledObject.replicas().whileActive(), Activity.ACTIVE, "a trigger became active");
        }
        if (failed) {
            return ScaledObjectDecision.none(Activity.ACTIVE, "a trigger is active, another cannot be read")
                    .with(Readiness.PARTIAL_TRIGGER_ERROR);
        }
        state.lastActiveNs = wholeSeconds(nowNs);
        return ScaledObjectDecision.none(Activity.ACTIVE, "a trigger is active, the HPA scales");
    }

    private ScaledObjectDecision whenInactive(ScaledObjectState state, long nowNs, int replicas, boolean failed) {
        ScaledObject.Fallback onFailure = scaledObject.fallback();
        if (failed && onFailure == null) {
            return ScaledObjectDecision.none(Activity.NOT_ACTIVE, "a trigger cannot be read")
                    .with(Readiness.TRIGGER_ERROR);
        }
        if (failed && onFailure != null && onFailure.replicas() != 0) {
            return ScaledObjectDecision.none(Activity.NOT_ACTIVE, "a trigger cannot be read, its fallback is near");
        }
        ScaledObject.ReplicaCounts bounds = scaledObject.replicas();
        boolean aboveIdle = bounds.idle() != null && replicas > bounds.idle();
        if (aboveIdle || (replicas > 0 && bounds.minOrDefault() == 0)) {
            return toInactive(state, nowNs);
        }
        if (bounds.idle() == null && replicas < bounds.minOrDefault()) {
            return ScaledObjectDecision.scale(
                    bounds.minOrDefault(), Activity.NOT_ACTIVE, "replicas below minReplicaCount");
        }
        return ScaledObjectDecision.none(Activity.NOT_ACTIVE, "no trigger is active");
    }

    private ScaledObjectDecision toInactive(ScaledObjectState state, long nowNs) {
        if (pause.scaleIn()) {
            return ScaledObjectDecision.none(Activity.NOT_ACTIVE, "scaling in is paused by annotation");
        }
        if (!cooledDown(state, nowNs)) {
            return ScaledObjectDecision.none(Activity.COOLING_DOWN, "no trigger is active, within the cooldown");
        }
        return ScaledObjectDecision.scale(
                scaledObject.replicas().whileInactive(), Activity.NOT_ACTIVE, "no trigger was active for the cooldown");
    }

    private boolean cooledDown(ScaledObjectState state, long nowNs) {
        ScaledObject.Timing timing = scaledObject.timing();
        if (state.lastActiveNs == null) {
            long createdNs = wholeSeconds(scaledObject.meta().createdNs());
            return createdNs + timing.initialCooldownPeriodOrDefault() * SECOND_NS < nowNs;
        }
        return state.lastActiveNs + timing.cooldownPeriodOrDefault() * SECOND_NS < nowNs;
    }

    /**
     * Kubernetes stores times in whole seconds. That matters here: with a cooldown that is a multiple of the polling
     * interval, a poll a fraction of a second after a full second finds exactly the cooldown already exceeded.
     */
    private static long wholeSeconds(long ns) {
        return Math.floorDiv(ns, SECOND_NS) * SECOND_NS;
    }
}
