package dev.nodecast.scheduler.autoscaling;

import dev.nodecast.scheduler.autoscaling.contention.Contender;
import dev.nodecast.scheduler.autoscaling.hpa.HpaController;
import dev.nodecast.scheduler.autoscaling.hpa.HpaDecision;
import dev.nodecast.scheduler.autoscaling.hpa.HpaFeatures;
import dev.nodecast.scheduler.autoscaling.hpa.HpaFlags;
import dev.nodecast.scheduler.autoscaling.hpa.HpaMetrics;
import dev.nodecast.scheduler.autoscaling.hpa.HpaObservation;
import dev.nodecast.scheduler.autoscaling.hpa.HpaState;
import dev.nodecast.scheduler.autoscaling.keda.ScaledObjectDecision;
import dev.nodecast.scheduler.autoscaling.keda.ScaledObjectScaler;
import dev.nodecast.scheduler.autoscaling.keda.ScaledObjectState;
import dev.nodecast.scheduler.autoscaling.keda.TriggerReading;
import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.MetricSpec;
import dev.nodecast.scheduler.model.autoscaling.MetricTarget;
import dev.nodecast.scheduler.model.autoscaling.ObjectReference;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.port.ClusterPort;
import dev.nodecast.scheduler.port.ClusterPort.Workload;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.port.MetricSource;
import dev.nodecast.scheduler.port.Observation.WorkloadObserved;
import dev.nodecast.scheduler.port.Timers;
import dev.nodecast.scheduler.state.ClusterState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Syncs every autoscaler at its period, and sets the replicas of its target. */
public final class AutoscalingLoop {

    private final Map<Workload, WorkloadObserved> workloads = new LinkedHashMap<>();
    private final Map<ObjectKey, Synced> autoscalers = new LinkedHashMap<>();
    private final Map<Workload, Integer> hpasOf = new LinkedHashMap<>();
    private final Map<ObjectKey, Polled> scaledObjects = new LinkedHashMap<>();
    private final Map<ObjectKey, Long> lastActiveNs = new LinkedHashMap<>();
    private final TargetPods pods;
    private final World world;
    private final Settings settings;

    /** What the loop acts through. */
    public record World(Clock clock, Timers timers, ClusterPort cluster, MetricSource metrics, Journal journal) {}

    /** Flags of kube-controller-manager and the gates of the cluster's version. */
    public record Settings(long syncPeriodNs, HpaFeatures features, HpaFlags flags) {

        /** Those of Kubernetes 1.37. */
        public static Settings defaults() {
            return ofMinorVersion(37);
        }

        /** Those of Kubernetes 1.{@code minor}. */
        public static Settings ofMinorVersion(int minor) {
            return new Settings(
                    HpaFlags.DEFAULT_SYNC_PERIOD_NS, HpaFeatures.ofMinorVersion(minor), HpaFlags.defaults());
        }
    }

    /** An autoscaler with its memory. */
    private static final class Synced {
        final Workload target;
        final Function<Workload, HpaMetrics> metrics;
        final HpaState memory = HpaState.initial();
        HpaController controller;
        boolean readsPods;
        Timers.@Nullable Timer next;

        @Nullable
        HpaDecision last;

        Synced(Workload target, Function<Workload, HpaMetrics> metrics, HpaController controller) {
            this.target = target;
            this.metrics = metrics;
            this.controller = controller;
            this.readsPods = readsPods(controller.spec());
        }
    }

    /** A ScaledObject with its memory. */
    private static final class Polled {
        ScaledObject scaledObject;
        Workload target;
        ScaledObjectScaler scaler;
        ScaledObjectState memory;
        Timers.@Nullable Timer next;

        @Nullable
        ScaledObjectDecision last;

        Polled(ScaledObject scaledObject, ScaledObjectScaler scaler, ScaledObjectState memory) {
            this.scaledObject = scaledObject;
            this.target = target(scaledObject.meta().namespace(), scaledObject.scaleTargetRef());
            this.scaler = scaler;
            this.memory = memory;
        }

        /** Goes on with a changed specification; failures in a row are counted anew where the triggers are others. */
        void change(ScaledObject changed) {
            boolean sameTriggers = changed.triggers().equals(scaledObject.triggers());
            scaledObject = changed;
            target = target(changed.meta().namespace(), changed.scaleTargetRef());
            scaler = new ScaledObjectScaler(changed);
            memory = sameTriggers ? memory : scaler.initialState(memory.lastActiveNs());
        }
    }

    public AutoscalingLoop(ClusterState state, World world, Settings settings) {
        this.pods = new TargetPods(state);
        this.world = world;
        this.settings = settings;
    }

    /** Remembers the scale of a workload. */
    public void see(WorkloadObserved workload) {
        workloads.put(workload.workload(), workload);
    }

    /** Remembers when a pod became ready or stopped to be, which young pods' cpu samples are judged by. */
    public void see(@Nullable Pod before, Pod pod) {
        pods.see(before, pod, world.clock.nowNs());
    }

    /** Forgets a pod. */
    public void forgetPod(ObjectKey pod) {
        pods.forget(pod);
    }

    /** Forgets a workload that is there no more: nothing is decided for it until it is seen again. */
    public void forget(Workload workload) {
        workloads.remove(workload);
    }

    /** Begins to sync an autoscaler, or goes on with a changed one. */
    public void see(HorizontalPodAutoscaler hpa) {
        see(new Contender.Hpa(hpa).effective(), world.metrics::metrics);
    }

    private void see(HorizontalPodAutoscaler hpa, Function<Workload, HpaMetrics> metrics) {
        ObjectKey key = hpa.meta().key();
        HpaController controller = new HpaController(hpa, settings.features, settings.flags);
        Workload target = target(key.namespace(), hpa.scaleTargetRef());
        Synced known = autoscalers.get(key);
        if (known != null && known.target.equals(target)) {
            known.controller = controller;
            known.readsPods = readsPods(controller.spec());
            return;
        }
        forgetAutoscaler(key);
        Synced synced = new Synced(target, metrics, controller);
        autoscalers.put(key, synced);
        hpasOf.merge(target, 1, Integer::sum);
        synced.next = world.timers.after(settings.syncPeriodNs, () -> syncForEver(synced));
    }

    /** Syncs an autoscaler that is there no more never again. */
    public void forgetAutoscaler(ObjectKey key) {
        Synced gone = autoscalers.remove(key);
        if (gone != null) {
            cancel(gone.next);
            hpasOf.merge(gone.target, -1, (all, one) -> all + one == 0 ? null : all + one);
        }
    }

    /**
     * Begins to poll a ScaledObject, and to sync the autoscaler that KEDA makes for it; a changed one is polled at once, as KEDA
     * begins its scale loop anew.
     *
     * @throws IllegalArgumentException when KEDA would refuse it
     */
    public void see(ScaledObject scaledObject) {
        ObjectKey key = scaledObject.meta().key();
        Polled known = scaledObjects.get(key);
        if (known == null) {
            ScaledObjectScaler scaler = new ScaledObjectScaler(scaledObject);
            Polled polled = new Polled(scaledObject, scaler, scaler.initialState(lastActiveNs.get(key)));
            scaledObjects.put(key, polled);
            begin(polled);
        } else if (!known.scaledObject.equals(scaledObject)) {
            ObjectKey hpa = hpaKey(known);
            known.change(scaledObject);
            cancel(known.next);
            if (!hpa.equals(hpaKey(known)) || known.scaler.generatedHpa().isEmpty()) {
                forgetAutoscaler(hpa);
            }
            begin(known);
        }
    }

    private void begin(Polled polled) {
        polled.scaler.generatedHpa().ifPresent(hpa -> see(hpa, _ -> servedMetrics(polled)));
        polled.next = world.timers.after(0, () -> pollForEver(polled));
    }

    private static ObjectKey hpaKey(Polled polled) {
        return new ObjectKey(polled.scaledObject.meta().namespace(), polled.scaledObject.hpaName());
    }

    /** Remembers when a ScaledObject was last active before this loop began: its cooldown counts from then. */
    public void lastActive(ObjectKey scaledObject, long atNs) {
        lastActiveNs.put(scaledObject, atNs);
    }

    /** Polls a ScaledObject that is there no more never again. */
    public void forgetScaledObject(ObjectKey key) {
        lastActiveNs.remove(key);
        Polled gone = scaledObjects.remove(key);
        if (gone != null) {
            cancel(gone.next);
            forgetAutoscaler(hpaKey(gone));
        }
    }

    private static void cancel(Timers.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    /** Where each autoscaler stands that has been looked at: ScaledObjects, then the autoscalers that are not theirs. */
    public List<Standing> standings() {
        List<Standing> standings = new ArrayList<>();
        Map<ObjectKey, Synced> others = new LinkedHashMap<>(autoscalers);
        scaledObjects.forEach((key, polled) -> {
            Synced generated = others.remove(hpaKey(polled));
            ScaledObjectDecision last = polled.last;
            if (last != null) {
                @Nullable HpaDecision hpa = generated == null ? null : generated.last;
                standings.add(new Standing.OfScaledObject(key, last, polled.memory.lastActiveNs(), hpa));
            }
        });
        others.forEach((key, synced) -> {
            HpaDecision last = synced.last;
            if (last != null) {
                standings.add(new Standing.OfHpa(key, last));
            }
        });
        return standings;
    }

    private static Workload target(String namespace, ObjectReference reference) {
        return new Workload(reference.kind(), new ObjectKey(namespace, reference.name()));
    }

    private HpaMetrics servedMetrics(Polled polled) {
        return polled.scaler.metrics(
                polled.memory, kedaView(polled), index -> read(polled, index), world.metrics.metrics(polled.target));
    }

    private TriggerReading read(Polled polled, int trigger) {
        return polled.scaler.read(trigger, world.clock.instantAt(world.clock.nowNs()), world.metrics::reading);
    }

    private dev.nodecast.scheduler.autoscaling.keda.Workload kedaView(Polled polled) {
        WorkloadObserved workload = workloads.get(polled.target);
        if (workload == null) {
            return new dev.nodecast.scheduler.autoscaling.keda.Workload(0, 0);
        }
        int ready = polled.scaledObject.fallback() == null ? workload.statusReplicas() : pods.ready(workload);
        return new dev.nodecast.scheduler.autoscaling.keda.Workload(workload.specReplicas(), ready);
    }

    private void pollForEver(Polled polled) {
        polled.next = world.timers.after(polled.scaler.pollingIntervalNs(), () -> pollForEver(polled));
        WorkloadObserved workload = workloads.get(polled.target);
        if (workload == null) {
            return;
        }
        List<TriggerReading> readings = new ArrayList<>();
        for (int i = 0; i < polled.scaledObject.triggers().size(); i++) {
            readings.add(read(polled, i));
        }
        ScaledObjectDecision decision =
                polled.scaler.poll(polled.memory, world.clock.nowNs(), kedaView(polled), readings);
        polled.last = decision;
        OptionalInt replicas = decision.scaleTo();
        if (replicas.isPresent() && replicas.getAsInt() != workload.specReplicas()) {
            scale(workload, replicas.getAsInt(), decision.reason());
        }
    }

    private void syncForEver(Synced synced) {
        sync(synced);
        synced.next = world.timers.after(settings.syncPeriodNs, () -> syncForEver(synced));
    }

    private void sync(Synced synced) {
        WorkloadObserved workload = workloads.get(synced.target);
        if (workload == null) {
            return;
        }
        HpaDecision decision = synced.controller.sync(
                synced.memory,
                new HpaObservation(
                        world.clock.nowNs(),
                        workload.specReplicas(),
                        workload.statusReplicas(),
                        synced.readsPods ? pods.of(workload) : List.of(),
                        ambiguous(synced) ? HpaMetrics.NONE : synced.metrics.apply(synced.target)));
        synced.last = decision;
        if (decision.rescaled()) {
            scale(workload, decision.desiredReplicas(), decision.reason());
        }
    }

    /**
     * HPAs that select the same pods keep to their bounds and look at no metric, as kube-controller-manager has it since 1.25
     * (AmbiguousSelector; pkg/controller/podautoscaler/horizontal.go, validateAndParseSelector).
     */
    private boolean ambiguous(Synced synced) {
        return hpasOf.getOrDefault(synced.target, 0) > 1;
    }

    private void scale(WorkloadObserved workload, int replicas, String why) {
        workloads.put(
                workload.workload(),
                new WorkloadObserved(workload.workload(), replicas, workload.statusReplicas(), workload.selector()));
        world.cluster.scale(workload.workload(), replicas);
        world.journal.record(
                world.clock.nowNs(),
                new Decision.Scaled(workload.workload().key().toString(), workload.specReplicas(), replicas, why));
    }

    /** Pods are listed only for metrics that look at them. */
    private static boolean readsPods(HorizontalPodAutoscaler hpa) {
        for (MetricSpec metric : hpa.metrics()) {
            boolean average = metric.target() instanceof MetricTarget.AverageValue;
            boolean workloadMetric = metric instanceof MetricSpec.External || metric instanceof MetricSpec.ObjectMetric;
            if (!(average && workloadMetric)) {
                return true;
            }
        }
        return false;
    }
}
