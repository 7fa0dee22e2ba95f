package dev.nodecast.scheduler.review.autoscaling;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.manifest.Manifests;
import dev.nodecast.scheduler.manifest.ObjectHeader;
import dev.nodecast.scheduler.model.Deployment;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.ObjectReference;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What autoscalers scale: each needs a target that exists, and no target may have two of them. */
public final class ScaleTargets {

    static final String WITHOUT_TARGET = "NC1108";
    static final String TWO_FOR_ONE = "NC1109";

    private static final List<String> SCALABLE = List.of("Deployment", "StatefulSet", "ReplicaSet", "Rollout");

    private ScaleTargets() {}

    /** Every problem of the autoscalers' targets. */
    public static List<Diagnostic> check(Manifests manifests) {
        List<Diagnostic> problems = new ArrayList<>(withoutTarget(manifests));
        problems.addAll(twoForOne(manifests));
        return problems;
    }

    /** The reference of an HPA or a ScaledObject. */
    public static ObjectReference of(Manifest<?> autoscaler) {
        return switch (autoscaler.value()) {
            case HorizontalPodAutoscaler hpa -> hpa.scaleTargetRef();
            case ScaledObject scaled -> scaled.scaleTargetRef();
            default -> throw new IllegalArgumentException("no autoscaler: " + autoscaler.header());
        };
    }

    /** The Deployment that an autoscaler scales, where it is among the objects. */
    public static Optional<Deployment> deployment(Manifests manifests, Manifest<?> autoscaler) {
        ObjectReference target = of(autoscaler);
        return manifests.of(Deployment.class).stream()
                .filter(one -> is(one.header(), target, autoscaler.header().namespace()))
                .map(Manifest::value)
                .findFirst();
    }

    /** Where no workload is given at all nothing is said: the autoscaler may be looked at alone. */
    static List<Diagnostic> withoutTarget(Manifests manifests) {
        List<ObjectHeader> workloads = manifests.all().stream()
                .map(Manifest::header)
                .filter(header -> SCALABLE.contains(header.kind()))
                .toList();
        List<Diagnostic> problems = new ArrayList<>();
        for (Manifest<?> autoscaler : autoscalers(manifests)) {
            ObjectReference target = of(autoscaler);
            String namespace = autoscaler.header().namespace();
            boolean exists = manifests.all().stream().anyMatch(one -> is(one.header(), target, namespace));
            if (!exists && !workloads.isEmpty()) {
                problems.add(missing(autoscaler, target, workloads));
            }
        }
        return problems;
    }

    private static boolean is(ObjectHeader header, ObjectReference target, String namespace) {
        return header.kind().equals(target.kind())
                && header.name().equals(target.name())
                && header.namespace().equals(namespace);
    }

    private static Diagnostic missing(Manifest<?> autoscaler, ObjectReference target, List<ObjectHeader> workloads) {
        ObjectHeader header = autoscaler.header();
        String wanted = target.kind() + " " + header.namespace() + "/" + target.name();
        return Diagnostic.error(
                        WITHOUT_TARGET,
                        autoscaler.markAt("spec", "scaleTargetRef", "name"),
                        "the target of " + header + " does not exist")
                .field("spec.scaleTargetRef")
                .found(wanted)
                .expected("one of "
                        + workloads.stream().map(ObjectHeader::toString).collect(Collectors.joining(", ")))
                .consequence("nothing is ever scaled: the autoscaler reports FailedGetScale")
                .help("correct kind, name or namespace; an autoscaler and its target are in one namespace");
    }

    static List<Diagnostic> twoForOne(Manifests manifests) {
        Map<String, Manifest<?>> first = new LinkedHashMap<>();
        List<Diagnostic> problems = new ArrayList<>();
        for (Manifest<?> autoscaler : autoscalers(manifests)) {
            ObjectReference target = of(autoscaler);
            String key = target.kind() + " " + autoscaler.header().namespace() + "/" + target.name();
            Manifest<?> earlier = first.putIfAbsent(key, autoscaler);
            if (earlier != null && !target.name().isEmpty()) {
                problems.add(second(autoscaler, earlier, key));
            }
        }
        return problems;
    }

    private static Diagnostic second(Manifest<?> autoscaler, Manifest<?> earlier, String target) {
        return Diagnostic.error(
                        TWO_FOR_ONE,
                        autoscaler.markAt("spec", "scaleTargetRef", "name"),
                        autoscaler.header() + " and " + earlier.header() + " scale the same target")
                .field("spec.scaleTargetRef")
                .found(target + ", which " + earlier.header() + " (" + earlier.mark() + ") scales already")
                .expected("one autoscaler for each workload")
                .consequence(
                        "KEDA's webhook refuses the ScaledObject; an HPA that shares its pods with another stops with"
                                + " AmbiguousSelector, and whoever still writes replicas overwrites the other")
                .help(
                        "remove one of the two; a ScaledObject makes an HPA of its own, and takes cpu and memory as triggers");
    }

    /** The HPA that KEDA makes for a ScaledObject, as a dump of a cluster shows it, is not another one. */
    private static List<Manifest<?>> autoscalers(Manifests manifests) {
        List<Manifest<?>> all = new ArrayList<>(manifests.of(ScaledObject.class));
        List<String> generated = manifests.of(ScaledObject.class).stream()
                .map(one -> one.header().namespace() + "/" + one.value().hpaName())
                .toList();
        manifests.of(HorizontalPodAutoscaler.class).stream()
                .filter(hpa -> !generated.contains(
                        hpa.header().namespace() + "/" + hpa.header().name()))
                .forEach(all::add);
        return all;
    }
}
