package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.model.NodeClaim;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads what NodePool templates and NodeClaims share. */
final class NodeTemplateReader {

    /** Karpenter's default of {@code expireAfter}: 30 days. */
    static final long DEFAULT_EXPIRE_AFTER_NS = 720L * 3_600 * 1_000_000_000;

    private static final String AWS_GROUP = "karpenter.k8s.aws";
    private static final String AWS_KIND = "EC2NodeClass";
    private static final NodeClaim.NodeClassRef NO_CLASS = new NodeClaim.NodeClassRef(AWS_GROUP, AWS_KIND, "");

    private NodeTemplateReader() {}

    /** The reference to the cloud's description of a node; v1beta1 named it without its group. */
    static NodeClaim.NodeClassRef nodeClassRef(Fields spec, boolean beta) {
        spec.require("nodeClassRef");
        return spec.map("nodeClassRef", beta ? NodeTemplateReader::betaReference : NodeTemplateReader::reference)
                .orElse(NO_CLASS);
    }

    private static NodeClaim.NodeClassRef reference(Fields ref) {
        ref.require("group", "kind", "name");
        return new NodeClaim.NodeClassRef(
                ref.text("group").orElse(AWS_GROUP),
                ref.text("kind").orElse(AWS_KIND),
                ref.text("name").orElse(""));
    }

    private static NodeClaim.NodeClassRef betaReference(Fields ref) {
        ref.require("name");
        String apiVersion = ref.text("apiVersion").orElse(AWS_GROUP + "/v1beta1");
        String group = apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : AWS_GROUP;
        String kind = ref.text("kind").orElse(AWS_KIND);
        String found = ref.node().entries().stream()
                .map(e -> "`" + e.key() + "`")
                .toList()
                .toString();
        Conversion.warn(
                ref,
                "name",
                "a nodeClassRef with the fields " + found,
                "`group: " + group + "`, `kind: " + kind + "` and `name`, all three required");
        return new NodeClaim.NodeClassRef(group, kind, ref.text("name").orElse(""));
    }

    /** {@code expireAfter} in nanoseconds; null means Never; 30 days where it is absent. */
    static @Nullable Long expireAfterNs(Fields fields) {
        OptionalLong ns = fields.get("expireAfter")
                .flatMap(KarpenterDuration::orNever)
                .map(KarpenterDuration::ns)
                .orElse(OptionalLong.of(DEFAULT_EXPIRE_AFTER_NS));
        return ns.isPresent() ? (Long) ns.getAsLong() : null;
    }

    /** {@code terminationGracePeriod} in nanoseconds; null where draining may take for ever. */
    static @Nullable Long terminationGracePeriodNs(Fields fields) {
        Optional<Long> ns = fields.get("terminationGracePeriod").flatMap(KarpenterDuration::ns);
        return ns.orElse(null);
    }

    /** The kubelet block, which v1 has in the EC2NodeClass. */
    static void betaKubelet(Fields spec, boolean beta) {
        if (beta && spec.has("kubelet")) {
            Conversion.moved(spec, "kubelet", "spec.kubelet of the EC2NodeClass");
        }
    }
}
