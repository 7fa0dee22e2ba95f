package dev.nodecast.aws.autoscale;

import dev.nodecast.aws.autoscale.Contender.Hpa;
import dev.nodecast.aws.autoscale.Contender.Scaled;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.port.ClusterPort.Workload;
import dev.nodecast.scheduler.port.Observation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which autoscalers the loop is told of: those that are Nodecast's, of workloads that nobody else scales. On the loop's thread only.
 *
 * <p>Two controllers on one workload undo each other's work, and none of them can see that. So an object is Nodecast's only where
 * it is certain that no other controller acts on it: a ScaledObject, since Nodecast does not begin beside a KEDA operator; and a
 * HorizontalPodAutoscaler whose {@code scaleTargetRef.apiVersion} is of the group {@code nodecast.dev}. Every other
 * HorizontalPodAutoscaler is kube-controller-manager's, which takes no annotation as a reason to keep off; but it finds no
 * resource of a group that the API server does not have, and so can scale nothing. A workload with more than one of any of them is
 * left alone. A shadow changes nothing and is told of all.
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
    private final boolean shadow;

    /** Why an autoscaler of Nodecast's is not acted on. */
    record Refusal(Contender autoscaler, String reason, String message) {}

    /**
     * A gate that has let nothing pass yet.
     *
     * @param check what is wrong with an autoscaler's specification; null where it is sound
     * @param loop is told of those that pass, and that they are to be forgotten
     * @param refusals is told of each refusal once
     * @param shadow whether nothing is changed, so that nobody can be fought with
     */
    AutoscalerGate(
            Function<Contender, @Nullable String> check,
            Consumer<Observation> loop,
            Consumer<Refusal> refusals,
            boolean shadow) {
        this.check = check;
        this.loop = loop;
        this.refusals = refusals;
        this.shadow = shadow;
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
        List<Contender> all = contenders(workload);
        @Nullable Contender one = admitted(all);
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

    private List<Contender> contenders(Workload workload) {
        List<Contender> all = new ArrayList<>();
        Stream.concat(scaledObjects.values().stream(), hpas.values().stream())
                .filter(each -> each.workload().equals(workload))
                .filter(each -> !(shadow && each instanceof Hpa hpa && hpa.ofScaledObject()))
                .forEach(all::add);
        return all;
    }

    private @Nullable Contender admitted(List<Contender> all) {
        List<Contender> ours =
                all.stream().filter(each -> shadow || each.ours()).toList();
        if (ours.isEmpty()) {
            return null;
        }
        if (all.size() > 1) {
            ours.forEach(each -> refuse(each, "AutoscalerConflict", conflict(each, all)));
            return null;
        }
        Contender one = ours.getFirst();
        @Nullable String problem = problem(one);
        if (problem != null) {
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

    private static String conflict(Contender one, List<Contender> all) {
        Set<String> others = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (Contender other : all) {
            if (!other.equals(one) && others.add(other.name())) {
                names.add(other.name() + (other.ours() ? "" : " (kube-controller-manager acts on it)"));
            }
        }
        return one.workload().kind() + " " + one.workload().key() + " is also scaled by " + String.join(" and ", names)
                + "; two would undo each other's work, so Nodecast leaves it alone until one is deleted";
    }

    private void refuse(Contender one, String reason, String message) {
        Refusal refusal = new Refusal(one, reason, message);
        Refusal before = refused.put(one.name(), refusal);
        if (before == null || !before.message.equals(message)) {
            refusals.accept(refusal);
        }
    }
}
