package dev.nodecast.scheduler.model;

import java.util.List;

/** Requirements that must all hold; terms of a list are alternatives. An empty term matches nothing. */
public record NodeSelectorTerm(
        List<NodeSelectorRequirement> matchExpressions, List<NodeSelectorRequirement> matchFields) {

    public NodeSelectorTerm {
        matchExpressions = List.copyOf(matchExpressions);
        matchFields = List.copyOf(matchFields);
    }
}
