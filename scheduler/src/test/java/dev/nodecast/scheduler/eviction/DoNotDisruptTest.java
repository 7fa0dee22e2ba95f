package dev.nodecast.scheduler.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.manifest.ManifestReader;
import dev.nodecast.scheduler.model.Pod;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which wishes of pods count, and what is wrong with the others. */
class DoNotDisruptTest {

    private static Pod pod(@Nullable String wish) {
        String annotations = wish == null ? "{}" : "{karpenter.sh/do-not-disrupt: \"" + wish + "\"}";
        String text = """
                apiVersion: v1
                kind: Pod
                metadata: {name: p, namespace: prod, annotations: %s}
                spec: {nodeName: n, containers: [{name: c, image: c}]}
                status: {phase: Running, startTime: "2026-10-01T00:00:00Z"}
                """.formatted(annotations);
        return (Pod) ManifestReader.ofCluster(new Diagnostics())
                .read(SourceText.of("pod.yaml", text))
                .all()
                .getFirst()
                .value();
    }

    @Test
    void aWishThatCountsHasNothingWrongWithIt() {
        assertThat(DoNotDisrupt.objection(pod(null))).isNull();
        assertThat(DoNotDisrupt.objection(pod("true"))).isNull();
        assertThat(DoNotDisrupt.objection(pod("2h30m"))).isNull();
    }

    @Test
    void aWishThatDoesNotCountSaysWhy() {
        assertThat(DoNotDisrupt.objection(pod("5d"))).isEqualTo("failed to parse \"5d\" as a duration");
        assertThat(DoNotDisrupt.objection(pod("false"))).isEqualTo("failed to parse \"false\" as a duration");
        assertThat(DoNotDisrupt.objection(pod("-5m"))).isEqualTo("duration \"-5m\" must be positive");
        assertThat(DoNotDisrupt.untilNs(pod("-5m"))).isEqualTo(DoNotDisrupt.NEVER);
    }

    @Test
    void theLongestWishThatCanBeWrittenIsForEver() {
        assertThat(DoNotDisrupt.untilNs(pod("2562047h"))).isEqualTo(Long.MAX_VALUE);
        assertThat(DoNotDisrupt.active(pod("2562047h"), Long.MAX_VALUE - 1)).isTrue();
    }
}
