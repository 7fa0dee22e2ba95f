package dev.nodecast.aws.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.kubernetes.Detachments.State;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.manifest.ManifestReader;
import dev.nodecast.scheduler.manifest.tree.TreeBuilder;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long the end of an instance waits for its volumes. */
class DetachmentsTest {

    private final Desk desk = new Desk();
    private final List<Pod> pods = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();
    private final Detachments detachments = new Detachments(
            desk,
            new Detachments.View() {
                @Override
                public List<Pod> podsOn(String node) {
                    return pods;
                }

                @Override
                public @Nullable String volumeOf(Pod pod, String claim) {
                    return "pv-" + claim;
                }
            },
            (claim, state, pending) -> said.add(state + " " + pending));

    @AfterEach
    void close() {
        desk.close();
    }

    private static NodeClaim claim(@Nullable String graceEnds) {
        NodeClaim claim = NodeClaimFormTest.claim();
        NodeClaim registered = claim.withStatus(new NodeClaim.Status(
                "kwok://n1", "n1", Resources.NONE, Resources.NONE, 1L, 1L, 1L, null, null, null, null));
        return graceEnds == null
                ? registered
                : registered.withMeta(registered
                        .meta()
                        .withAnnotations(
                                registered.meta().annotations().with(WellKnown.TERMINATION_TIMESTAMP, graceEnds)));
    }

    private void attached(String name, String node, String volume) {
        detachments.seen(new Change(
                WatchedKind.VOLUME_ATTACHMENT,
                new ObjectKey("", name),
                "",
                1,
                new VolumeAttachment(name, node, volume),
                Change.Extras.NONE));
    }

    private void detached(String name) {
        detachments.seen(
                new Change(WatchedKind.VOLUME_ATTACHMENT, new ObjectKey("", name), "", 2, null, Change.Extras.NONE));
    }

    private void end(NodeClaim claim) {
        detachments.await(claim, () -> ended.add(claim.name()));
    }

    @Test
    void withoutVolumesTheInstanceEndsAtOnce() {
        attached("other", "n2", "pv-data");
        attached("inline", "n1", "");
        end(claim(null));

        assertThat(ended).hasSize(1);
        assertThat(said).containsExactly("DETACHED ");
    }

    @Test
    void itEndsWhenTheLastVolumeIsDetached() {
        attached("va-1", "n1", "pv-1");
        attached("va-2", "n1", "pv-2");
        end(claim(null));
        assertThat(detachments.stateOf(claim(null))).isEqualTo(State.AWAITED);
        detached("va-1");
        assertThat(ended).isEmpty();
        detached("va-2");
        detachments.look();

        assertThat(ended).as("once").hasSize(1);
        assertThat(said).containsExactly("AWAITED va-1, va-2", "AWAITED va-2", "DETACHED ");
    }

    @Test
    void theVolumeOfAPodThatIsNotDrainedIsNotWaitedFor() {
        pods.add(pod("agent", true));
        attached("va-1", "n1", "pv-data");
        end(claim(null));

        assertThat(ended).hasSize(1);
    }

    @Test
    void theVolumeOfAPodThatStillDrainsIs() {
        pods.add(pod("worker", false));
        attached("va-1", "n1", "pv-data");
        end(claim(null));

        assertThat(ended).isEmpty();
    }

    @Test
    void theEndOfTheGracePeriodEndsTheWait() {
        attached("va-1", "n1", "pv-1");
        desk.nowNs = 99 * Desk.SECOND_NS;
        end(claim("1970-01-01T00:01:40Z"));
        assertThat(ended).isEmpty();
        desk.nowNs = 100 * Desk.SECOND_NS;
        detachments.look();

        assertThat(ended).hasSize(1);
        assertThat(said).last().isEqualTo("GIVEN_UP va-1");
    }

    @Test
    void nobodyWaitsForAClaimThatIsGone() {
        attached("va-1", "n1", "pv-1");
        end(claim(null));
        detachments.forget(claim(null).name());
        detached("va-1");

        assertThat(ended).isEmpty();
    }

    private static Pod pod(String name, boolean toleratesAll) {
        Map<String, Object> spec = Map.of(
                "nodeName",
                "n1",
                "containers",
                List.of(Map.of("name", "c", "image", "i")),
                "volumes",
                List.of(Map.of("name", "v", "persistentVolumeClaim", Map.of("claimName", "data"))),
                "tolerations",
                toleratesAll ? List.of(Map.of("operator", "Exists")) : List.of());
        return ManifestReader.ofCluster(new Diagnostics())
                .readTrees(List.of(new TreeBuilder("test")
                        .build(Map.of(
                                "apiVersion",
                                "v1",
                                "kind",
                                "Pod",
                                "metadata",
                                Map.of("name", name, "namespace", "prod"),
                                "spec",
                                spec,
                                "status",
                                Map.of("phase", "Running")))))
                .values(Pod.class)
                .getFirst();
    }
}
