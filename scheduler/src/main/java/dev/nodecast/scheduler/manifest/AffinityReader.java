package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.model.Affinity;
import dev.nodecast.scheduler.model.NodeSelectorTerm;
import dev.nodecast.scheduler.model.TopologySpreadConstraint;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads affinities and topology spread of a pod. */
final class AffinityReader {

    private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
    private static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";
    private static final Map<String, Boolean> WHEN_UNSATISFIABLE = Words.trueFalse("DoNotSchedule", "ScheduleAnyway");
    private static final Map<String, Boolean> POLICY = Words.trueFalse("Honor", "Ignore");
    private static final int WEIGHT_MAX = 100;

    private AffinityReader() {}

    static Affinity affinity(Fields fields) {
        Optional<NodeTerms> node = fields.map("nodeAffinity", AffinityReader::nodeTerms);
        Optional<PodTerms> with = fields.map("podAffinity", AffinityReader::podTerms);
        Optional<PodTerms> against = fields.map("podAntiAffinity", AffinityReader::podTerms);
        return new Affinity(
                node.map(NodeTerms::required).orElse(List.of()),
                node.map(NodeTerms::preferred).orElse(List.of()),
                with.map(PodTerms::required).orElse(List.of()),
                with.map(PodTerms::preferred).orElse(List.of()),
                against.map(PodTerms::required).orElse(List.of()),
                against.map(PodTerms::preferred).orElse(List.of()));
    }

    static List<TopologySpreadConstraint> topologySpread(Fields podSpec) {
        return podSpec.maps("topologySpreadConstraints", AffinityReader::spread);
    }

    private record NodeTerms(List<NodeSelectorTerm> required, List<Affinity.PreferredNode> preferred) {}

    private record PodTerms(List<Affinity.PodTerm> required, List<Affinity.PreferredPod> preferred) {}

    private static NodeTerms nodeTerms(Fields fields) {
        List<NodeSelectorTerm> required = fields.map(REQUIRED, selector -> {
                    selector.require("nodeSelectorTerms");
                    return selector.maps("nodeSelectorTerms", RequirementReader::term);
                })
                .orElse(List.of());
        List<Affinity.PreferredNode> preferred = fields.maps(PREFERRED, item -> {
            item.require("weight", "preference");
            return new Affinity.PreferredNode(
                    item.integer("weight", 1, WEIGHT_MAX).orElse(1),
                    item.map("preference", RequirementReader::term).orElse(new NodeSelectorTerm(List.of(), List.of())));
        });
        return new NodeTerms(required, preferred);
    }

    private static PodTerms podTerms(Fields fields) {
        List<Affinity.PodTerm> required = fields.maps(REQUIRED, AffinityReader::podTerm);
        List<Optional<Affinity.PreferredPod>> preferred = fields.maps(PREFERRED, item -> {
            item.require("weight", "podAffinityTerm");
            int weight = item.integer("weight", 1, WEIGHT_MAX).orElse(1);
            return item.map("podAffinityTerm", AffinityReader::podTerm)
                    .map(term -> new Affinity.PreferredPod(weight, term));
        });
        return new PodTerms(
                required, preferred.stream().flatMap(Optional::stream).toList());
    }

    private static Affinity.PodTerm podTerm(Fields fields) {
        fields.require("topologyKey");
        return new Affinity.PodTerm(
                SelectorReader.readOrNothing(fields, "labelSelector"),
                fields.texts("namespaces"),
                SelectorReader.read(fields, "namespaceSelector"),
                fields.get("topologyKey").map(SelectorReader::labelKey).orElse(""),
                fields.texts("matchLabelKeys"),
                fields.texts("mismatchLabelKeys"));
    }

    private static TopologySpreadConstraint spread(Fields fields) {
        fields.require("maxSkew", "topologyKey", "whenUnsatisfiable");
        return new TopologySpreadConstraint(
                fields.integer("maxSkew", 1, Integer.MAX_VALUE).orElse(1),
                fields.get("topologyKey").map(SelectorReader::labelKey).orElse(""),
                fields.oneOf("whenUnsatisfiable", WHEN_UNSATISFIABLE).orElse(true),
                SelectorReader.readOrNothing(fields, "labelSelector"),
                fields.integer("minDomains", 1, Integer.MAX_VALUE).orElse(null),
                fields.oneOf("nodeAffinityPolicy", POLICY).orElse(true),
                fields.oneOf("nodeTaintsPolicy", POLICY).orElse(false),
                fields.texts("matchLabelKeys"));
    }
}
