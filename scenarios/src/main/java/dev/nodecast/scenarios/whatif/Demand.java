package dev.nodecast.scenarios.whatif;

import dev.nodecast.scenarios.journal.MetricHistory;
import dev.nodecast.scenarios.journal.RecordedRun;
import dev.nodecast.scheduler.autoscaling.PodRequests;
import dev.nodecast.scheduler.autoscaling.hpa.ObservedPod;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.manifest.ManifestReader;
import dev.nodecast.scheduler.manifest.Manifests;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.HpaDefaults;
import dev.nodecast.scheduler.model.autoscaling.MetricSpec;
import dev.nodecast.scheduler.model.autoscaling.ObjectReference;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject;
import dev.nodecast.scheduler.port.ClusterPort.Workload;
import dev.nodecast.scheduler.recording.Question.Query;
import dev.nodecast.scheduler.review.autoscaling.ScaleTargets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * How many pods there would have been. Where an autoscaler of the manifests reads nothing but what the recorded loop read
 * too, its Deployment has what it would have asked for; all others have the replicas that they had.
 *
 * @param replicas by Deployment, from when on how many, by the record's clock
 * @param remarks a sentence for each autoscaler: what was done with it
 */
public record Demand(SequencedMap<ObjectKey, TreeMap<Long, Integer>> replicas, List<String> remarks) {

    private static final double NS_PER_HOUR = 3600e9;

    public Demand {
        replicas = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(replicas));
        remarks = List.copyOf(remarks);
    }

    /** The replicas that Deployments had. */
    public static Demand recorded(RecordedRun run) {
        return new Demand(run.replicas(), List.of());
    }

    /** What the autoscalers of some manifests would have made of what was read. */
    static Demand under(List<Path> paths, RecordedRun run, MetricHistory history) {
        Manifests manifests = new ManifestReader(new Diagnostics()).read(paths);
        SequencedMap<ObjectKey, TreeMap<Long, Integer>> replicas = new LinkedHashMap<>(run.replicas());
        List<String> remarks = new ArrayList<>();
        for (Manifest<?> autoscaler : autoscalers(manifests)) {
            String name = autoscaler.header().toString();
            Workload target = target(autoscaler);
            Optional<String> missing = missing(autoscaler, target, history);
            if (!target.kind().equals("Deployment")) {
                remarks.add(
                        name + " is left out: it scales a " + target.kind() + ", and only Deployments are simulated");
            } else if (missing.isPresent()) {
                remarks.add(name + " is left out, and " + target.key() + " has the replicas that it had: "
                        + missing.get() + " was not read when the journal was written, which has "
                        + (history.names().isEmpty() ? "no readings of metrics" : String.join(", ", history.names())));
            } else {
                OpenLoop loop = new OpenLoop(
                        history,
                        target,
                        run.origin(),
                        run.beginNs(),
                        run.endNs(),
                        initial(run, target.key(), history),
                        requests(manifests, autoscaler));
                replicas.put(target.key(), replicas(autoscaler, loop));
                remarks.add(name + " scales " + target.key()
                        + " by the metrics that were read then; fewer or more replicas would have changed them");
            }
        }
        return new Demand(replicas, remarks);
    }

    /** The HPA that KEDA makes for a ScaledObject is not another one. */
    private static List<Manifest<?>> autoscalers(Manifests manifests) {
        List<Manifest<?>> all = new ArrayList<>(manifests.of(ScaledObject.class));
        List<ObjectKey> made = manifests.values(ScaledObject.class).stream()
                .map(scaled -> ObjectKey.of(scaled.meta().namespace(), scaled.hpaName()))
                .toList();
        manifests.of(HorizontalPodAutoscaler.class).stream()
                .filter(hpa -> !made.contains(hpa.value().meta().key()))
                .forEach(all::add);
        return all;
    }

    private static Workload target(Manifest<?> autoscaler) {
        ObjectReference reference = ScaleTargets.of(autoscaler);
        return new Workload(reference.kind(), ObjectKey.of(autoscaler.header().namespace(), reference.name()));
    }

    private static TreeMap<Long, Integer> replicas(Manifest<?> autoscaler, OpenLoop loop) {
        return switch (autoscaler.value()) {
            case HorizontalPodAutoscaler hpa -> loop.replicas(hpa);
            case ScaledObject scaled -> loop.replicas(scaled);
            default -> throw new IllegalStateException("no autoscaler: " + autoscaler.header());
        };
    }

    /** What the autoscaler reads and the record does not have. */
    private static Optional<String> missing(Manifest<?> autoscaler, Workload target, MetricHistory history) {
        return switch (autoscaler.value()) {
            case HorizontalPodAutoscaler hpa ->
                HpaDefaults.apply(hpa).metrics().stream()
                        .filter(metric -> !known(metric, target, history))
                        .map(metric -> MetricHistory.name(query(metric)))
                        .findFirst();
            case ScaledObject scaled ->
                scaled.triggers().stream()
                        .filter(trigger -> !known(trigger, target, history))
                        .map(MetricHistory::name)
                        .findFirst();
            default -> Optional.empty();
        };
    }

    private static boolean known(MetricSpec metric, Workload target, MetricHistory history) {
        Query query = query(metric);
        return switch (query) {
            case Query.External _, Query.OfObject _ -> history.knows(query);
            case Query.OfPods _, Query.OfResource _, Query.OfContainer _ -> history.knows(target, query);
        };
    }

    private static boolean known(ScaleTrigger trigger, Workload target, MetricHistory history) {
        if (trigger.isResource()) {
            return history.knows(target, new Query.OfResource(trigger.type()));
        }
        return trigger.type().equals("cron") || history.knows(trigger);
    }

    private static Query query(MetricSpec metric) {
        return switch (metric) {
            case MetricSpec.External external -> new Query.External(external.metric());
            case MetricSpec.ObjectMetric object -> new Query.OfObject(object.describedObject(), object.metric());
            case MetricSpec.Pods pods -> new Query.OfPods(pods.metric());
            case MetricSpec.Resource resource -> new Query.OfResource(resource.name());
            case MetricSpec.ContainerResource container -> new Query.OfContainer(container);
        };
    }

    /** Those that were there by the time of the first sync. */
    private static int initial(RecordedRun run, ObjectKey deployment, MetricHistory history) {
        TreeMap<Long, Integer> steps = run.replicas().getOrDefault(deployment, new TreeMap<>());
        var first = steps.floorEntry(run.beginNs() + history.settings().syncPeriodNs());
        return first == null ? 0 : first.getValue();
    }

    private static ObservedPod.Requests requests(Manifests manifests, Manifest<?> autoscaler) {
        return ScaleTargets.deployment(manifests, autoscaler)
                .map(deployment -> PodRequests.of(deployment.template().spec()))
                .orElse(ObservedPod.Requests.NONE);
    }

    /** Pods times hours of a Deployment, up to a moment of the record's clock. */
    public double podHours(ObjectKey deployment, long endNs) {
        double podNs = 0;
        long sinceNs = 0;
        int count = 0;
        for (var step : replicas.getOrDefault(deployment, new TreeMap<>()).entrySet()) {
            podNs += (double) count * (step.getKey() - sinceNs);
            sinceNs = step.getKey();
            count = step.getValue();
        }
        return (podNs + (double) count * (endNs - sinceNs)) / NS_PER_HOUR;
    }
}
