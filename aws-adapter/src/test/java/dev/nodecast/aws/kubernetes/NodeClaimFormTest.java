package dev.nodecast.aws.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.manifest.ManifestReader;
import dev.nodecast.scheduler.manifest.tree.TreeBuilder;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/** Claims as they are written are read back as they were. */
class NodeClaimFormTest {

    private static final long SECOND_NS = 1_000_000_000L;

    static NodeClaim claim() {
        ObjectMeta meta = new ObjectMeta(
                "",
                "gpu-abc12",
                "gpu-abc12",
                Labels.of("karpenter.sh/nodepool", "gpu"),
                Labels.of("karpenter.sh/nodepool-hash", "42"),
                new ObjectMeta.Owner("NodePool", "gpu", "pool-uid"),
                10 * SECOND_NS,
                null);
        return new NodeClaim(
                meta,
                List.of(
                        NodeSelectorRequirement.in("karpenter.sh/capacity-type", "spot"),
                        new NodeSelectorRequirement(
                                "node.kubernetes.io/instance-type",
                                NodeSelectorRequirement.Operator.IN,
                                List.of("g4dn.xlarge", "g5.xlarge"),
                                2)),
                List.of(new Taint("nvidia.com/gpu", "true", Taint.Effect.NO_SCHEDULE)),
                List.of(new Taint("cni", "", Taint.Effect.NO_EXECUTE)),
                Resources.of(Map.of("cpu", 3_500L, "memory", 12L << 30, "nvidia.com/gpu", 1L)),
                new NodeClaim.NodeClassRef("karpenter.kwok.sh", "KWOKNodeClass", "default"),
                720 * 3600 * SECOND_NS,
                null,
                NodeClaim.Status.NEW);
    }

    private static NodeClaim read(Map<String, Object> form) {
        Diagnostics diagnostics = new Diagnostics();
        NodeClaim read = ManifestReader.ofCluster(diagnostics)
                .readTrees(List.of(new TreeBuilder("test").build(form)))
                .values(NodeClaim.class)
                .getFirst();
        assertThat(diagnostics.list()).isEmpty();
        return read;
    }

    @Test
    void theSpecIsReadBackAsItWas() {
        NodeClaim written = claim();
        NodeClaim read = read(NodeClaimForm.of(written));
        assertThat(read.requirements()).isEqualTo(written.requirements());
        assertThat(read.taints()).isEqualTo(written.taints());
        assertThat(read.startupTaints()).isEqualTo(written.startupTaints());
        assertThat(read.requests()).isEqualTo(written.requests());
        assertThat(read.nodeClassRef()).isEqualTo(written.nodeClassRef());
        assertThat(read.expireAfterNs()).isEqualTo(written.expireAfterNs());
        assertThat(read.terminationGracePeriodNs()).isNull();
        assertThat(read.meta().owner()).isEqualTo(written.meta().owner());
    }

    @Test
    void itBearsTheLabelOfItsClassAndIsHeldUntilItsInstanceIsGone() {
        Map<String, Object> form = NodeClaimForm.of(claim());
        assertThat(form.toString()).contains("karpenter.kwok.sh/kwoknodeclass=default");
        assertThat(form.toString()).contains("finalizers=[karpenter.sh/termination]");
    }

    @Test
    void theStatusIsReadBackAsItWasInWholeSeconds() {
        NodeClaim.Status status = new NodeClaim.Status(
                "kwok://kwok-gpu-abc12",
                "kwok-gpu-abc12",
                Resources.of(Map.of("cpu", 4_000L, "memory", 15L << 30)),
                Resources.of(Map.of("cpu", 3_920L, "memory", 14L << 30)),
                11 * SECOND_NS,
                41 * SECOND_NS,
                42 * SECOND_NS,
                50 * SECOND_NS,
                60 * SECOND_NS,
                "AMIDrift",
                null);
        NodeClaim written = claim().withStatus(status);
        SequencedMap<String, ClaimConditions.Condition> conditions = ClaimConditions.of(
                written, new ClaimConditions.Aspects(true, "AMIDrift", null), new LinkedHashMap<>(), 70 * SECOND_NS);
        Map<String, Object> form = NodeClaimForm.of(written);
        form.put("status", NodeClaimForm.status(written, conditions.values()));
        assertThat(read(form).status()).isEqualTo(status);
    }
}
