package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.ListNode;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.Resources;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads NodePools, v1 and v1beta1. */
final class NodePoolReader {

    private static final String NODES = "nodes";
    private static final int WEIGHT_MAX = 100;

    private final ObjectContext context;
    private final boolean beta;

    private NodePoolReader(ObjectContext context) {
        this.context = context;
        this.beta = context.isBeta();
    }

    static NodePool read(Fields object, ObjectContext context) {
        object.require("spec");
        NodePoolReader reader = new NodePoolReader(context);
        return object.map("spec", reader::spec)
                .orElseGet(() -> new NodePool(
                        context.meta(), noTemplate(), NodePool.Disruption.DEFAULT, Resources.NONE, null, 0, null));
    }

    private NodePool spec(Fields spec) {
        spec.require("template");
        NodePool.Template template = spec.map("template", this::template).orElse(noTemplate());
        Optional<DisruptionReader.Result> disruption =
                spec.map("disruption", fields -> new DisruptionReader(beta).read(fields));
        Resources limits = AmountReader.resources(spec, "limits");
        checkStatic(spec, limits);
        return new NodePool(
                context.meta(),
                disruption
                        .flatMap(DisruptionReader.Result::betaExpiry)
                        .map(e -> expiring(template, e))
                        .orElse(template),
                disruption.map(DisruptionReader.Result::disruption).orElse(NodePool.Disruption.DEFAULT),
                withoutNodes(limits),
                limits.names(NODES) ? (Long) limits.get(NODES) : null,
                spec.integer("weight", 1, WEIGHT_MAX).orElse(0),
                spec.integer("replicas", 0, Integer.MAX_VALUE).orElse(null));
    }

    /** What a pool with {@code replicas} cannot have, by the rules of the CRD. */
    private static void checkStatic(Fields spec, Resources limits) {
        if (!spec.has("replicas")) {
            return;
        }
        if (limits.names().stream().anyMatch(resource -> !resource.equals(NODES))) {
            spec.add(spec.problem(ManifestRule.INCONSISTENT, "a static pool can be limited in nodes only")
                    .found("replicas with limits on " + String.join(", ", limits.names()))
                    .expected("`limits.nodes`, or no limits"));
        }
        if (spec.has("weight")) {
            spec.add(spec.problem(ManifestRule.INCONSISTENT, "a static pool has no weight")
                    .found("replicas with weight")
                    .expected("replicas without weight: no pod is ever planned onto it before its nodes are there"));
        }
    }

    private NodePool.Template template(Fields template) {
        template.require("spec");
        record Metadata(Labels labels, Labels annotations) {}
        Metadata metadata = template.map(
                        "metadata",
                        meta -> new Metadata(MetaReader.labels(meta, "labels"), Labels.of(meta.textMap("annotations"))))
                .orElse(new Metadata(Labels.NONE, Labels.NONE));
        return template.map("spec", spec -> templateSpec(spec, metadata.labels(), metadata.annotations()))
                .orElse(noTemplate());
    }

    private NodePool.Template templateSpec(Fields spec, Labels labels, Labels annotations) {
        spec.require("requirements");
        warnIfEmpty(spec);
        NodeTemplateReader.betaKubelet(spec, beta);
        return new NodePool.Template(
                labels,
                annotations,
                RequirementReader.karpenter(spec),
                TaintReader.taints(spec, "taints"),
                TaintReader.taints(spec, "startupTaints"),
                NodeTemplateReader.nodeClassRef(spec, beta),
                beta ? (Long) NodeTemplateReader.DEFAULT_EXPIRE_AFTER_NS : NodeTemplateReader.expireAfterNs(spec),
                beta ? null : NodeTemplateReader.terminationGracePeriodNs(spec));
    }

    private void warnIfEmpty(Fields spec) {
        spec.get("requirements")
                .filter(field -> !context.stored()
                        && field.node() instanceof ListNode list
                        && list.items().isEmpty())
                .ifPresent(field -> field.warn(
                        ManifestRule.MISSING_FIELD,
                        "the pool has no requirements",
                        d -> d.expected("at least the capacity type and the instance types or families")
                                .consequence(
                                        "Karpenter may launch any instance type of the region, of any architecture and price")
                                .help("add a requirement on karpenter.sh/capacity-type and on"
                                        + " node.kubernetes.io/instance-type or karpenter.k8s.aws/instance-family")));
    }

    private static NodePool.Template expiring(NodePool.Template template, KarpenterDuration expiry) {
        @Nullable Long ns = expiry.ns().isPresent() ? (Long) expiry.ns().getAsLong() : null;
        return new NodePool.Template(
                template.labels(),
                template.annotations(),
                template.requirements(),
                template.taints(),
                template.startupTaints(),
                template.nodeClassRef(),
                ns,
                template.terminationGracePeriodNs());
    }

    private static Resources withoutNodes(Resources limits) {
        if (!limits.names(NODES)) {
            return limits;
        }
        Map<String, Long> others = new TreeMap<>(limits.asMap());
        others.remove(NODES);
        return Resources.of(others);
    }

    private static NodePool.Template noTemplate() {
        return new NodePool.Template(
                Labels.NONE,
                Labels.NONE,
                List.of(),
                List.of(),
                List.of(),
                new NodeClaim.NodeClassRef("", "", ""),
                NodeTemplateReader.DEFAULT_EXPIRE_AFTER_NS,
                null);
    }
}
