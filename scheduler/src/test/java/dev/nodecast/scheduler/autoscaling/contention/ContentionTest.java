package dev.nodecast.scheduler.autoscaling.contention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.autoscaling.contention.Contention.ActsFor;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.ObjectReference;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One autoscaler of a workload is acted on, and of two none, whomever the scheduler stands for. */
class ContentionTest {

    private final Contender theirs = hpa("theirs", "apps/v1", null);
    private final Contender ours = hpa("ours", "nodecast.dev/v1", null);
    private final Contender scaled = new Contender.Scaled(new ScaledObject(
            meta("worker", null),
            ScaledObject.deployment("worker"),
            ScaledObject.Timing.DEFAULT,
            ScaledObject.ReplicaCounts.DEFAULT,
            List.of(ScaleTrigger.of("redis", Map.of())),
            null,
            ScaledObject.Advanced.NONE));

    private static ObjectMeta meta(String name, ObjectMeta.@Nullable Owner owner) {
        return new ObjectMeta("prod", name, name, Labels.NONE, Labels.NONE, owner, 0, null);
    }

    private static Contender hpa(String name, String apiVersion, ObjectMeta.@Nullable Owner owner) {
        ObjectReference target = new ObjectReference(apiVersion, "Deployment", "worker");
        return new Contender.Hpa(new HorizontalPodAutoscaler(meta(name, owner), target, 1, 20, List.of(), null));
    }

    private static Contention contention(ActsFor actsFor, Contender... contenders) {
        return new Contention(List.of(contenders), actsFor);
    }

    @ParameterizedTest
    @EnumSource
    void aScaledObjectOrAnHpaOfOurGroupIsActedOnAlone(ActsFor actsFor) {
        assertThat(contention(actsFor, scaled).acting()).isEqualTo(scaled);
        assertThat(contention(actsFor, ours).acting()).isEqualTo(ours);
        assertThat(contention(actsFor, ours).heldUp()).isEmpty();
        assertThat(contention(actsFor).acting()).isNull();
    }

    @Test
    void anHpaOfKubernetesIsActedOnByWhoeverStandsForKubernetesToo() {
        assertThat(contention(ActsFor.ALL_CONTROLLERS, theirs).acting()).isEqualTo(theirs);
        assertThat(contention(ActsFor.NODECAST, theirs).acting()).isNull();
        assertThat(contention(ActsFor.NODECAST, theirs).heldUp()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void ofTwoNoneIsActedOn(ActsFor actsFor) {
        Contention both = contention(actsFor, scaled, ours);
        assertThat(both.acting()).isNull();
        assertThat(both.heldUp()).containsExactly(scaled, ours);
        assertThat(both.others(scaled)).containsExactly(ours);
    }

    @Test
    void besideKubernetesOnlyOursIsHeldUpByTheirs() {
        assertThat(contention(ActsFor.NODECAST, ours, theirs).heldUp()).containsExactly(ours);
        assertThat(contention(ActsFor.ALL_CONTROLLERS, ours, theirs).heldUp()).containsExactly(ours, theirs);
        assertThat(contention(ActsFor.NODECAST, ours, theirs).acting()).isNull();
    }

    @Test
    void theHpaThatKedaMadeIsASecondOneOnlyWhereKubernetesActsOnIt() {
        Contender generated =
                hpa("keda-hpa-worker", "apps/v1", new ObjectMeta.Owner("ScaledObject", "worker", "worker"));
        assertThat(contention(ActsFor.ALL_CONTROLLERS, scaled, generated).acting())
                .isEqualTo(scaled);
        assertThat(contention(ActsFor.NODECAST, scaled, generated).heldUp()).containsExactly(scaled);
    }

    @Test
    void theAnnotationGivesAMinimumOfZeroToAnHpaOfOurGroupOnly() {
        assertThat(annotated("nodecast.dev/v1").effective().minReplicas()).isZero();
        assertThat(annotated("apps/v1").effective().minReplicas()).isEqualTo(1);
    }

    private static Contender.Hpa annotated(String apiVersion) {
        ObjectMeta meta = new ObjectMeta(
                "prod", "worker", "worker", Labels.NONE, Labels.of("nodecast.dev/min-replicas", "0"), null, 0, null);
        ObjectReference target = new ObjectReference(apiVersion, "Deployment", "worker");
        return new Contender.Hpa(new HorizontalPodAutoscaler(meta, target, 1, 20, List.of(), null));
    }
}
