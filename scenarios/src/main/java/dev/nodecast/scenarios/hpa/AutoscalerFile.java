package dev.nodecast.scenarios.hpa;

import dev.nodecast.scheduler.autoscaling.PodRequests;
import dev.nodecast.scheduler.autoscaling.hpa.ObservedPod;
import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import dev.nodecast.scheduler.diagnostics.Severity;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.manifest.ManifestReader;
import dev.nodecast.scheduler.manifest.Manifests;
import dev.nodecast.scheduler.model.Deployment;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.ObjectReference;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject;
import dev.nodecast.scheduler.review.autoscaling.ScaleTargets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The one autoscaler of some manifests, and its target where they hold it.
 *
 * @param manifest a HorizontalPodAutoscaler or a ScaledObject
 * @param deployment what it scales, where it is among the manifests
 * @param warnings what can be lived with
 */
record AutoscalerFile(Manifest<?> manifest, Optional<Deployment> deployment, List<Diagnostic> warnings) {

    private static final String NO_AUTOSCALER = "NC0722";

    /**
     * Reads manifests.
     *
     * @param name which autoscaler, where there are several
     * @throws InvalidInput where they cannot be used, hold no autoscaler or several, or one without its target
     */
    static AutoscalerFile read(Path path, Optional<String> name) {
        Diagnostics diagnostics = new Diagnostics();
        Manifests manifests = new ManifestReader(diagnostics).read(List.of(path));
        diagnostics.throwIfErrors();
        ScaleTargets.check(manifests).forEach(diagnostics::add);
        diagnostics.throwIfErrors();
        Manifest<?> autoscaler = choose(path, manifests, name);
        List<Diagnostic> warnings = diagnostics.list(Severity.WARNING);
        return new AutoscalerFile(autoscaler, ScaleTargets.deployment(manifests, autoscaler), warnings);
    }

    private static Manifest<?> choose(Path path, Manifests manifests, Optional<String> name) {
        List<Manifest<?>> all = new ArrayList<>();
        all.addAll(manifests.of(HorizontalPodAutoscaler.class));
        all.addAll(manifests.of(ScaledObject.class));
        List<Manifest<?>> chosen = all.stream()
                .filter(one -> name.isEmpty() || name.get().equals(one.header().name()))
                .toList();
        if (chosen.size() == 1) {
            return chosen.getFirst();
        }
        String found = all.stream().map(one -> one.header().toString()).collect(Collectors.joining(", "));
        throw new InvalidInput(Diagnostic.error(
                        NO_AUTOSCALER,
                        SourceText.named(path.toString()).whole(),
                        "one autoscaler is to be replayed, " + chosen.size() + " are there")
                .found(found.isEmpty() ? "neither a HorizontalPodAutoscaler nor a ScaledObject" : found)
                .expected("one HorizontalPodAutoscaler (autoscaling/v2) or ScaledObject (keda.sh/v1alpha1)")
                .help(all.isEmpty() ? "name the file of the autoscaler" : "choose one with --name"));
    }

    ObjectReference target() {
        return ScaleTargets.of(manifest);
    }

    /** Replicas before the first sync where nobody says: of the Deployment, else the fewest. */
    int replicas() {
        return deployment.map(Deployment::replicas).orElseGet(() -> switch (manifest.value()) {
            case HorizontalPodAutoscaler hpa -> hpa.minReplicasOrDefault();
            case ScaledObject scaled -> scaled.replicas().whileInactive();
            default -> 1;
        });
    }

    ObservedPod.Requests requests() {
        return deployment.map(one -> PodRequests.of(one.template().spec())).orElse(ObservedPod.Requests.NONE);
    }
}
