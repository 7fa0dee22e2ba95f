package dev.nodecast.scheduler.decide;

import dev.nodecast.scheduler.manifest.grammar.QuantityText;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.provisioning.PoolRefusal;
import dev.nodecast.scheduler.provisioning.Reason;
import dev.nodecast.scheduler.provisioning.explain.Explanation;
import dev.nodecast.scheduler.provisioning.explain.LeftPods;
import dev.nodecast.scheduler.provisioning.explain.NodeExplanation;
import dev.nodecast.scheduler.provisioning.explain.PodKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** An explanation as maps, lists, texts and numbers: what programs read of it. Prices are USD per hour. */
final class ExplanationForm {

    private ExplanationForm() {}

    static SequencedMap<String, Object> of(ProvisioningDecision decision) {
        Explanation explanation = decision.explanation();
        SequencedMap<String, Object> form = new LinkedHashMap<>();
        form.put("assumptions", decision.input().assumptions());
        form.put("poolsNotUsed", pools(explanation.idlePools()));
        form.put(
                "nodes", explanation.nodes().stream().map(ExplanationForm::node).toList());
        form.put("pods", explanation.left().stream().map(ExplanationForm::left).toList());
        return form;
    }

    private static List<SequencedMap<String, Object>> pools(Map<String, String> why) {
        return why.entrySet().stream()
                .map(entry -> form("nodePool", entry.getKey(), "why", entry.getValue()))
                .toList();
    }

    private static SequencedMap<String, Object> node(NodeExplanation node) {
        SequencedMap<String, Object> form =
                form("nodePool", node.claim().nodePool().name());
        form.put("pods", node.kinds().stream().map(ExplanationForm::kind).toList());
        form.put("purchases", node.purchases().stream().map(ClaimForm::purchase).toList());
        form.put("typesPossible", node.claim().options().size());
        form.put("typesConsidered", node.considered());
        form.put("typesLost", lost(node.lost()));
        NodeExplanation.Narrowing narrowing = node.narrowing();
        if (narrowing != null) {
            SequencedMap<String, Object> by = kind(narrowing.kind());
            by.put("moreTypesWithout", narrowing.types());
            form.put("narrowedBy", by);
        }
        form.put("sentence", node.sentence());
        return form;
    }

    private static SequencedMap<String, Object> left(LeftPods left) {
        SequencedMap<String, Object> form = kind(left.kind());
        form.put("requests", QuantityText.of(left.kind().first().spec().requests()));
        form.put("reasons", left.reasons().stream().map(Reason::code).sorted().toList());
        form.put("pools", left.pools().stream().map(ExplanationForm::refusal).toList());
        form.put("sentence", left.sentence());
        return form;
    }

    private static SequencedMap<String, Object> refusal(PoolRefusal refusal) {
        SequencedMap<String, Object> form = form("nodePool", refusal.nodePool());
        form.put(
                "reasons", refusal.reasons().stream().map(Reason::code).sorted().toList());
        form.put("types", refusal.types());
        form.put("typesLost", lost(refusal.counts()));
        form.put("sentence", refusal.sentence());
        return form;
    }

    private static List<SequencedMap<String, Object>> lost(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(entry -> form("cause", entry.getKey(), "types", entry.getValue()))
                .toList();
    }

    private static SequencedMap<String, Object> kind(PodKind kind) {
        Pod first = kind.first();
        return form("count", kind.count(), "first", PodKind.name(first));
    }

    /** Pairs of keys and values. */
    private static SequencedMap<String, Object> form(Object... pairs) {
        SequencedMap<String, Object> form = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            form.put((String) pairs[i], pairs[i + 1]);
        }
        return form;
    }
}
