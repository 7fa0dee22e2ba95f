package dev.nodecast.scheduler.review.autoscaling;

import dev.nodecast.scheduler.autoscaling.contention.Contender;
import dev.nodecast.scheduler.autoscaling.contention.Contention;
import dev.nodecast.scheduler.autoscaling.contention.Contention.ActsFor;
import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.manifest.Manifests;
import dev.nodecast.scheduler.manifest.ObjectHeader;
import dev.nodecast.scheduler.model.Deployment;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.ObjectReference;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject;
import dev.nodecast.scheduler.port.ClusterPort.Workload;
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
        return contender(autoscaler).target();
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

    /** By the rule of {@link Contention}, as where every controller is stood for. */
    static List<Diagnostic> twoForOne(Manifests manifests) {
        Map<Workload, List<Manifest<?>>> aiming = new LinkedHashMap<>();
        for (Manifest<?> autoscaler : autoscalers(manifests)) {
            Contender contender = contender(autoscaler);
            if (!contender.target().name().isEmpty()) {
                aiming.computeIfAbsent(contender.workload(), _ -> new ArrayList<>())
                        .add(autoscaler);
            }
        }
        List<Diagnostic> problems = new ArrayList<>();
        aiming.forEach((workload, all) -> {
            List<Manifest<?>> heldUp = heldUp(all);
            heldUp.stream().skip(1).forEach(later -> problems.add(second(later, heldUp.getFirst(), workload)));
        });
        return problems;
    }

    private static List<Manifest<?>> heldUp(List<Manifest<?>> all) {
        List<Contender> contenders = all.stream().map(ScaleTargets::contender).toList();
        List<Contender> heldUp = new Contention(contenders, ActsFor.ALL_CONTROLLERS).heldUp();
        List<Manifest<?>> manifests = new ArrayList<>(all);
        manifests.removeIf(each -> !heldUp.contains(contender(each)));
        return manifests;
    }

    private static Contender contender(Manifest<?> autoscaler) {
        return switch (autoscaler.value()) {
            case HorizontalPodAutoscaler hpa -> new Contender.Hpa(hpa);
            case ScaledObject scaled -> new Contender.Scaled(scaled);
            default -> throw new IllegalArgumentException("no autoscaler: " + autoscaler.header());
        };
    }

    private static Diagnostic second(Manifest<?> autoscaler, Manifest<?> earlier, Workload workload) {
        return Diagnostic.error(
                        TWO_FOR_ONE,
                        autoscaler.markAt("spec", "scaleTargetRef", "name"),
                        autoscaler.header() + " and " + earlier.header() + " scale the same target")
                .field("spec.scaleTargetRef")
                .found(workload.kind() + " " + workload.key() + ", which " + earlier.header() + " (" + earlier.mark()
                        + ") scales already")
                .expected("one autoscaler for each workload")
                .consequence(
                        "KEDA's webhook refuses the ScaledObject; an HPA that shares its pods with another stops with"
                                + " AmbiguousSelector, and whoever still writes replicas overwrites the other")
                .help(
                        "remove one of the two; a ScaledObject makes an HPA of its own, and takes cpu and memory as triggers");
    }

    /** The HPA that KEDA makes for a ScaledObject is not another one; a dump of a cluster shows it, and may have lost its owner. */
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
