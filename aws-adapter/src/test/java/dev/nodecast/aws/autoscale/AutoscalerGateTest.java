package dev.nodecast.aws.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.autoscaling.contention.Contender;
import dev.nodecast.scheduler.autoscaling.contention.Contention.ActsFor;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.ObjectReference;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject;
import dev.nodecast.scheduler.port.ClusterPort.Workload;
import dev.nodecast.scheduler.port.Observation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** Nodecast acts only where nobody else does. */
class AutoscalerGateTest {

    private static final String OURS = "nodecast.dev/v1";
    private static final String THEIRS = "apps/v1";

    private final List<Observation> told = new ArrayList<>();
    private final List<AutoscalerGate.Refusal> refused = new ArrayList<>();
    private @Nullable String problem;
    private final AutoscalerGate gate = new AutoscalerGate(_ -> problem, told::add, refused::add, ActsFor.NODECAST);

    private static ObjectMeta meta(String name, Labels annotations, ObjectMeta.@Nullable Owner owner) {
        return new ObjectMeta("prod", name, name, Labels.NONE, annotations, owner, 0, null);
    }

    private static Contender.Hpa hpa(String name, String apiVersion, String target) {
        return hpa(meta(name, Labels.NONE, null), new ObjectReference(apiVersion, "Deployment", target));
    }

    private static Contender.Hpa hpa(ObjectMeta meta, ObjectReference target) {
        return new Contender.Hpa(new HorizontalPodAutoscaler(meta, target, 1, 20, List.of(), null));
    }

    private static Contender.Scaled scaled(String name, String target) {
        return new Contender.Scaled(new ScaledObject(
                meta(name, Labels.NONE, null),
                ScaledObject.deployment(target),
                ScaledObject.Timing.DEFAULT,
                ScaledObject.ReplicaCounts.DEFAULT,
                List.of(ScaleTrigger.of("redis", Map.of())),
                null,
                ScaledObject.Advanced.NONE));
    }

    private static ObjectKey key(String name) {
        return new ObjectKey("prod", name);
    }

    @Example
    void anHpaOfKubernetesIsNoneOfOurs() {
        gate.seen(hpa("worker", THEIRS, "worker"));
        assertThat(told).isEmpty();
        assertThat(refused).isEmpty();
    }

    @Example
    void anHpaOfOurGroupAndAScaledObjectPass() {
        Contender hpa = hpa("a", OURS, "worker");
        Contender scaled = scaled("b", "other");
        gate.seen(hpa);
        gate.seen(scaled);
        assertThat(told).containsExactly(hpa.seen(), scaled.seen());
        gate.hpaGone(key("a"));
        gate.scaledObjectGone(key("b"));
        assertThat(told).endsWith(new Observation.AutoscalerGone(key("a")), new Observation.ScaledObjectGone(key("b")));
    }

    @Example
    void twoOnOneWorkloadAreLeftAloneUntilOneIsGone() {
        Contender scaled = scaled("ours", "worker");
        gate.seen(scaled);
        gate.seen(hpa("theirs", THEIRS, "worker"));
        assertThat(told).containsExactly(scaled.seen(), scaled.gone());
        assertThat(refused).singleElement().satisfies(refusal -> {
            assertThat(refusal.autoscaler()).isEqualTo(scaled);
            assertThat(refusal.reason()).isEqualTo("AutoscalerConflict");
            assertThat(refusal.message())
                    .isEqualTo("Deployment prod/worker is also scaled by HorizontalPodAutoscaler prod/theirs"
                            + " (kube-controller-manager acts on it); two would undo each other's work, so Nodecast leaves"
                            + " it alone until one is deleted");
        });
        gate.hpaGone(key("theirs"));
        assertThat(told).endsWith(scaled.seen());
    }

    @Example
    void theHpaThatKedaMakesLaterIsAConflictAndNamed() {
        Contender scaled = scaled("worker", "worker");
        gate.seen(scaled);
        gate.seen(hpa(
                meta("keda-hpa-worker", Labels.NONE, new ObjectMeta.Owner("ScaledObject", "worker", "worker")),
                new ObjectReference(THEIRS, "Deployment", "worker")));
        assertThat(told).containsExactly(scaled.seen(), scaled.gone());
        assertThat(refused)
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.message())
                        .contains(
                                "also scaled by HorizontalPodAutoscaler prod/keda-hpa-worker (KEDA made it: stop KEDA's"
                                        + " operator, then delete it)"));
    }

    @Example
    void theSameRefusalIsToldOnce() {
        gate.seen(hpa("theirs", THEIRS, "worker"));
        gate.seen(scaled("ours", "worker"));
        gate.seen(scaled("ours", "worker"));
        assertThat(told).isEmpty();
        assertThat(refused).hasSize(1);
    }

    @Example
    void whatIsWrongIsRefusedAndPassesWhenItIsPutRight() {
        problem = "trigger redis, metadata.listName: found nothing";
        Contender scaled = scaled("ours", "worker");
        gate.seen(scaled);
        assertThat(told).isEmpty();
        assertThat(refused).singleElement().satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo("AutoscalerRefused");
            assertThat(refusal.message()).isEqualTo(problem);
        });
        problem = null;
        gate.seen(scaled);
        assertThat(told).containsExactly(scaled.seen());
    }

    @Example
    void whatIsNotScalableIsRefused() {
        gate.seen(hpa(meta("a", Labels.NONE, null), new ObjectReference(OURS, "DaemonSet", "worker")));
        assertThat(refused)
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.message())
                        .contains("nodecast.dev/v1 DaemonSet", "Deployments, StatefulSets and ReplicaSets"));
    }

    @Example
    void aShadowIsToldOfAllButTheHpaThatKedaMadeOfAScaledObject() {
        AutoscalerGate shadow = new AutoscalerGate(_ -> null, told::add, refused::add, ActsFor.ALL_CONTROLLERS);
        Contender scaled = scaled("worker", "worker");
        Contender theirs = hpa("plain", THEIRS, "other");
        shadow.seen(scaled);
        shadow.seen(hpa(
                meta("keda-hpa-worker", Labels.NONE, new ObjectMeta.Owner("ScaledObject", "worker", "worker")),
                new ObjectReference(THEIRS, "Deployment", "worker")));
        shadow.seen(theirs);
        assertThat(told).containsExactly(scaled.seen(), theirs.seen());
        assertThat(refused).isEmpty();
    }

    /** In whatever order objects come, change and go: the loop knows exactly those of workloads with one, and that one ours. */
    @Property(tries = 500)
    void theLoopKnowsWhatTheClusterLooksLikeAtLast(@ForAll long seed) {
        Random chance = new Random(seed);
        AutoscalerGateTest run = new AutoscalerGateTest();
        Map<String, Contender> cluster = new LinkedHashMap<>();
        for (int step = 0; step < 40; step++) {
            String name = "abc".substring(chance.nextInt(3)).substring(0, 1);
            String target = chance.nextBoolean() ? "x" : "y";
            switch (chance.nextInt(4)) {
                case 0 -> run.appears(cluster, hpa(name, chance.nextBoolean() ? OURS : THEIRS, target));
                case 1 -> run.appears(cluster, scaled(name, target));
                case 2 -> {
                    run.gate.hpaGone(key(name));
                    cluster.remove("HorizontalPodAutoscaler prod/" + name);
                }
                default -> {
                    run.gate.scaledObjectGone(key(name));
                    cluster.remove("ScaledObject prod/" + name);
                }
            }
            assertThat(run.known()).as("seed %d step %d", seed, step).isEqualTo(expected(cluster));
        }
    }

    private void appears(Map<String, Contender> cluster, Contender contender) {
        gate.seen(contender);
        cluster.put(contender.name(), contender);
    }

    /** What the loop knows after all that it was told. */
    private Map<String, Observation> known() {
        Map<String, Observation> known = new LinkedHashMap<>();
        for (Observation each : told) {
            switch (each) {
                case Observation.AutoscalerObserved(var hpa) ->
                    known.put("hpa " + hpa.meta().name(), each);
                case Observation.ScaledObjectObserved(var scaledObject) ->
                    known.put("so " + scaledObject.meta().name(), each);
                case Observation.AutoscalerGone(var gone) -> known.remove("hpa " + gone.name());
                case Observation.ScaledObjectGone(var gone) -> known.remove("so " + gone.name());
                default -> throw new AssertionError(each);
            }
        }
        return known;
    }

    private static Map<String, Observation> expected(Map<String, Contender> cluster) {
        Map<Workload, List<Contender>> byWorkload = new LinkedHashMap<>();
        cluster.values()
                .forEach(each -> byWorkload
                        .computeIfAbsent(each.workload(), _ -> new ArrayList<>())
                        .add(each));
        Map<String, Observation> expected = new LinkedHashMap<>();
        byWorkload.values().stream()
                .filter(all -> all.size() == 1 && all.getFirst().ours())
                .map(List::getFirst)
                .forEach(one -> expected.put(
                        (one instanceof Contender.Hpa ? "hpa " : "so ")
                                + one.meta().name(),
                        one.seen()));
        return expected;
    }
}
