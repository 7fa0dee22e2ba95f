package dev.nodecast.scheduler.autoscaling;

import dev.nodecast.scheduler.autoscaling.hpa.HpaController;
import dev.nodecast.scheduler.autoscaling.hpa.HpaDecision;
import dev.nodecast.scheduler.autoscaling.hpa.HpaFeatures;
import dev.nodecast.scheduler.autoscaling.hpa.HpaFlags;
import dev.nodecast.scheduler.autoscaling.hpa.HpaMetrics;
import dev.nodecast.scheduler.autoscaling.hpa.HpaObservation;
import dev.nodecast.scheduler.autoscaling.hpa.HpaState;
import dev.nodecast.scheduler.autoscaling.hpa.ObservedPod;
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
    private final Map<ObjectKey, Polled> scaledObjects = new LinkedHashMap<>();
    private final Map<ObjectKey, Long> readyChanges = new LinkedHashMap<>();
    private final ClusterState state;
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

        Synced(Workload target, Function<Workload, HpaMetrics> metrics, HpaController controller) {
            this.target = target;
            this.metrics = metrics;
            this.controller = controller;
            this.readsPods = readsPods(controller.spec());
        }
    }

    /** A ScaledObject with its memory. */
    private record Polled(
            ScaledObject scaledObject, Workload target, ScaledObjectScaler scaler, ScaledObjectState memory) {}

    public AutoscalingLoop(ClusterState state, World world, Settings settings) {
        this.state = state;
        this.world = world;
        this.settings = settings;
    }

    /** Remembers the scale of a workload. */
    public void see(WorkloadObserved workload) {
        workloads.put(workload.workload(), workload);
    }

    /** Remembers when a pod became ready or stopped to be, which young pods' cpu samples are judged by. */
    public void see(@Nullable Pod before, Pod pod) {
        if (before != null && before.ready() != pod.ready()) {
            readyChanges.put(pod.key(), world.clock.nowNs());
        }
    }

    /** Forgets a pod. */
    public void forgetPod(ObjectKey pod) {
        readyChanges.remove(pod);
    }

    /** Begins to sync an autoscaler, or goes on with a changed one. */
    public void see(HorizontalPodAutoscaler hpa) {
        see(hpa, world.metrics::metrics);
    }

    private void see(HorizontalPodAutoscaler hpa, Function<Workload, HpaMetrics> metrics) {
        ObjectKey key = hpa.meta().key();
        HpaController controller = new HpaController(hpa, settings.features, settings.flags);
        Synced known = autoscalers.get(key);
        if (known != null) {
            known.controller = controller;
            known.readsPods = readsPods(controller.spec());
            return;
        }
        Workload target = target(key.namespace(), hpa.scaleTargetRef());
        Synced synced = new Synced(target, metrics, controller);
        autoscalers.put(key, synced);
        world.timers.after(settings.syncPeriodNs, () -> syncForEver(synced));
    }

    /** Begins to poll a ScaledObject, and to sync the autoscaler that KEDA makes for it. */
    public void see(ScaledObject scaledObject) {
        ObjectKey key = scaledObject.meta().key();
        if (scaledObjects.containsKey(key)) {
            return;
        }
        ScaledObjectScaler scaler = new ScaledObjectScaler(scaledObject);
        Polled polled = new Polled(
                scaledObject, target(key.namespace(), scaledObject.scaleTargetRef()), scaler, scaler.initialState());
        scaledObjects.put(key, polled);
        scaler.generatedHpa().ifPresent(hpa -> see(hpa, target -> servedMetrics(polled)));
        world.timers.after(0, () -> pollForEver(polled));
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
        int ready = polled.scaledObject.fallback() == null ? workload.statusReplicas() : readyPods(workload);
        return new dev.nodecast.scheduler.autoscaling.keda.Workload(workload.specReplicas(), ready);
    }

    private int readyPods(WorkloadObserved workload) {
        return (int) podsOf(workload).stream().filter(ObservedPod::isReady).count();
    }

    private void pollForEver(Polled polled) {
        world.timers.after(polled.scaler.pollingIntervalNs(), () -> pollForEver(polled));
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
        OptionalInt replicas = decision.scaleTo();
        if (replicas.isPresent() && replicas.getAsInt() != workload.specReplicas()) {
            scale(workload, replicas.getAsInt(), decision.reason());
        }
    }

    private void syncForEver(Synced synced) {
        sync(synced);
        world.timers.after(settings.syncPeriodNs, () -> syncForEver(synced));
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
                        synced.readsPods ? podsOf(workload) : List.of(),
                        synced.metrics.apply(synced.target)));
        if (decision.rescaled()) {
            scale(workload, decision.desiredReplicas(), decision.reason());
        }
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

    private List<ObservedPod> podsOf(WorkloadObserved workload) {
        List<ObservedPod> pods = new ArrayList<>();
        String namespace = workload.workload().key().namespace();
        for (Pod pod : state.pods()) {
            if (pod.meta().namespace().equals(namespace)
                    && workload.selector().matches(pod.meta().labels())) {
                pods.add(observed(pod));
            }
        }
        return pods;
    }

    private ObservedPod observed(Pod pod) {
        @Nullable Long started = pod.startedNs();
        ObservedPod.Readiness readiness = pod.ready() ? ObservedPod.Readiness.TRUE : ObservedPod.Readiness.FALSE;
        return new ObservedPod(
                pod.meta().name(),
                ObservedPod.Phase.valueOf(pod.phase().name()),
                readiness,
                started,
                readyChanges.getOrDefault(pod.key(), started),
                pod.meta().deleting(),
                PodRequests.of(pod.spec()));
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
