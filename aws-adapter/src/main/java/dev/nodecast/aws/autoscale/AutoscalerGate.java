package dev.nodecast.aws.autoscale;

import dev.nodecast.scheduler.autoscaling.contention.Contender;
import dev.nodecast.scheduler.autoscaling.contention.Contender.Hpa;
import dev.nodecast.scheduler.autoscaling.contention.Contender.Scaled;
import dev.nodecast.scheduler.autoscaling.contention.Contention;
import dev.nodecast.scheduler.autoscaling.contention.Contention.ActsFor;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.port.ClusterPort.Workload;
import dev.nodecast.scheduler.port.Observation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which autoscalers the loop is told of: those that {@link Contention} has acted on and that can be acted on, as objects come, change
 * and go. On the loop's thread only.
 */
final class AutoscalerGate {

    private static final List<String> SCALABLE = List.of("Deployment", "StatefulSet", "ReplicaSet");
    private static final List<String> GROUPS = List.of("apps/", Contender.OURS + "/");

    private final Map<ObjectKey, Contender> hpas = new LinkedHashMap<>();
    private final Map<ObjectKey, Contender> scaledObjects = new LinkedHashMap<>();
    private final Map<Workload, Contender> passed = new LinkedHashMap<>();
    private final Map<String, Refusal> refused = new LinkedHashMap<>();
    private final Function<Contender, @Nullable String> check;
    private final Consumer<Observation> loop;
    private final Consumer<Refusal> refusals;
    private final ActsFor actsFor;

    /** Why an autoscaler of Nodecast's is not acted on. */
    record Refusal(Contender autoscaler, String reason, String message) {}

    /**
     * A gate that has let nothing pass yet.
     *
     * @param check what is wrong with an autoscaler's specification; null where it is sound
     * @param loop is told of those that pass, and that they are to be forgotten
     * @param refusals is told of each refusal once
     * @param actsFor all controllers where nothing is changed, so that nobody can be fought with
     */
    AutoscalerGate(
            Function<Contender, @Nullable String> check,
            Consumer<Observation> loop,
            Consumer<Refusal> refusals,
            ActsFor actsFor) {
        this.check = check;
        this.loop = loop;
        this.refusals = refusals;
        this.actsFor = actsFor;
    }

    /** An autoscaler is there, or is changed. */
    void seen(Contender contender) {
        Contender before = book(contender).put(contender.key(), contender);
        if (before != null && !before.workload().equals(contender.workload())) {
            settle(before.workload());
        }
        settle(contender.workload());
    }

    /** An autoscaler is gone. */
    void hpaGone(ObjectKey key) {
        forget(hpas.remove(key));
    }

    void scaledObjectGone(ObjectKey key) {
        forget(scaledObjects.remove(key));
    }

    private void forget(@Nullable Contender gone) {
        if (gone != null) {
            refused.remove(gone.name());
            settle(gone.workload());
        }
    }

    private Map<ObjectKey, Contender> book(Contender contender) {
        return switch (contender) {
            case Hpa _ -> hpas;
            case Scaled _ -> scaledObjects;
        };
    }

    /** The autoscaler that the loop acts on for this workload; null where there is none. */
    @Nullable
    Contender actingOn(Workload workload) {
        return passed.get(workload);
    }

    /** Those that have passed, in the order in which they did. */
    List<Contender> passed() {
        return List.copyOf(passed.values());
    }

    private void settle(Workload workload) {
        @Nullable Contender one = admitted(contention(workload));
        @Nullable Contender before = passed.get(workload);
        if (Objects.equals(one, before)) {
            return;
        }
        if (before != null) {
            passed.remove(workload);
            boolean sameObject = one != null && one.name().equals(before.name());
            if (!sameObject) {
                loop.accept(before.gone());
            }
        }
        if (one != null) {
            passed.put(workload, one);
            refused.remove(one.name());
            loop.accept(one.seen());
        }
    }

    private Contention contention(Workload workload) {
        List<Contender> all = Stream.concat(scaledObjects.values().stream(), hpas.values().stream())
                .filter(each -> each.workload().equals(workload))
                .toList();
        return new Contention(all, actsFor);
    }

    private @Nullable Contender admitted(Contention contention) {
        contention
                .heldUp()
                .forEach(each -> refuse(each, "AutoscalerConflict", conflict(each, contention.others(each))));
        @Nullable Contender one = contention.acting();
        @Nullable String problem = one == null ? null : problem(one);
        if (one != null && problem != null) {
            refuse(one, "AutoscalerRefused", problem);
            return null;
        }
        return one;
    }

    private @Nullable String problem(Contender one) {
        String version = one.target().apiVersion();
        boolean group = GROUPS.stream().anyMatch(version::startsWith);
        return group && SCALABLE.contains(one.target().kind())
                ? check.apply(one)
                : "scaleTargetRef is " + version + " " + one.target().kind()
                        + ", and Nodecast scales Deployments, StatefulSets and ReplicaSets of apps/v1";
    }

    private static String conflict(Contender one, List<Contender> others) {
        String names = others.stream().map(other -> other.name() + whose(other)).collect(Collectors.joining(" and "));
        return one.workload().kind() + " " + one.workload().key() + " is also scaled by " + names
                + "; two would undo each other's work, so Nodecast leaves it alone until one is deleted";
    }

    private static String whose(Contender other) {
        if (other instanceof Hpa hpa && hpa.ofScaledObject()) {
            return " (KEDA made it: stop KEDA's operator, then delete it)";
        }
        return other.ours() ? "" : " (kube-controller-manager acts on it)";
    }

    private void refuse(Contender one, String reason, String message) {
        Refusal refusal = new Refusal(one, reason, message);
        Refusal before = refused.put(one.name(), refusal);
        if (before == null || !before.message.equals(message)) {
            refusals.accept(refusal);
        }
    }
}
