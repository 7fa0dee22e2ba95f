package dev.nodecast.scheduler.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Affinities of a pod.
 *
 * @param requiredNodeTerms alternatives of which one must hold; empty means no requirement
 */
public record Affinity(
        List<NodeSelectorTerm> requiredNodeTerms,
        List<PreferredNode> preferredNodeTerms,
        List<PodTerm> requiredPods,
        List<PreferredPod> preferredPods,
        List<PodTerm> requiredAntiPods,
        List<PreferredPod> preferredAntiPods) {

    public static final Affinity NONE = new Affinity(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    /** A preference for nodes with a weight from 1 to 100. */
    public record PreferredNode(int weight, NodeSelectorTerm term) {}

    /** A preference for or against the neighbourhood of pods with a weight from 1 to 100. */
    public record PreferredPod(int weight, PodTerm term) {}

    /**
     * A set of pods and the topology in which they are near.
     *
     * @param namespaces empty together with a null {@code namespaceSelector} means the pod's own namespace
     */
    public record PodTerm(
            LabelSelector labelSelector,
            List<String> namespaces,
            @Nullable LabelSelector namespaceSelector,
            String topologyKey,
            List<String> matchLabelKeys,
            List<String> mismatchLabelKeys) {
        public PodTerm {
            namespaces = List.copyOf(namespaces);
            matchLabelKeys = List.copyOf(matchLabelKeys);
            mismatchLabelKeys = List.copyOf(mismatchLabelKeys);
        }
    }

    /** These with other alternatives for the node. */
    public Affinity withRequiredNodeTerms(List<NodeSelectorTerm> terms) {
        return new Affinity(
                terms, preferredNodeTerms, requiredPods, preferredPods, requiredAntiPods, preferredAntiPods);
    }

    public Affinity {
        requiredNodeTerms = List.copyOf(requiredNodeTerms);
        preferredNodeTerms = List.copyOf(preferredNodeTerms);
        requiredPods = List.copyOf(requiredPods);
        preferredPods = List.copyOf(preferredPods);
        requiredAntiPods = List.copyOf(requiredAntiPods);
        preferredAntiPods = List.copyOf(preferredAntiPods);
    }
}
