package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.grammar.LabelSyntax;
import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.manifest.tree.ScalarNode;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.NodeSelectorRequirement.Operator;
import dev.nodecast.scheduler.model.NodeSelectorTerm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads requirements on node labels, of pools, claims and pods. */
final class RequirementReader {

    private static final Map<String, Operator> KARPENTER_OPERATORS = Words.of(Operator.class, Operator::text);
    private static final Map<String, Operator> KUBERNETES_OPERATORS = kubernetesOperators();
    private static final List<Operator> WITH_VALUES = List.of(Operator.IN, Operator.NOT_IN);
    private static final List<Operator> WITHOUT_VALUES = List.of(Operator.EXISTS, Operator.DOES_NOT_EXIST);
    private static final int MIN_VALUES_MAX = 50;

    /** Where a requirement stands decides what it may say. */
    private enum Place {
        /** In a NodePool or NodeClaim, with {@code minValues} and the operators Gte and Lte. */
        KARPENTER,
        /** In a NodeOverlay, with Gte and Lte and without {@code minValues}. */
        OVERLAY,
        /** In a pod's node affinity, on labels. */
        NODE_LABELS,
        /** In a pod's node affinity, on fields of the node. */
        NODE_FIELDS
    }

    private RequirementReader() {}

    /** Requirements of a NodePool or NodeClaim. */
    static List<NodeSelectorRequirement> karpenter(Fields fields) {
        return fields.maps("requirements", item -> requirement(item, Place.KARPENTER));
    }

    /** Requirements of a NodeOverlay. */
    static List<NodeSelectorRequirement> overlay(Fields fields) {
        return fields.maps("requirements", item -> requirement(item, Place.OVERLAY));
    }

    /** A term of a pod's node affinity. */
    static NodeSelectorTerm term(Fields fields) {
        return new NodeSelectorTerm(
                fields.maps("matchExpressions", item -> requirement(item, Place.NODE_LABELS)),
                fields.maps("matchFields", item -> requirement(item, Place.NODE_FIELDS)));
    }

    private static NodeSelectorRequirement requirement(Fields fields, Place place) {
        boolean karpenter = place == Place.KARPENTER;
        boolean label = place != Place.NODE_FIELDS;
        fields.require("key", "operator");
        String key = label
                ? fields.get("key").map(SelectorReader::labelKey).orElse("")
                : fields.text("key").orElse("");
        @Nullable
        Operator operator = fields.oneOf(
                        "operator", karpenter || place == Place.OVERLAY ? KARPENTER_OPERATORS : KUBERNETES_OPERATORS)
                .orElse(null);
        List<String> values = fields.texts("values");
        @Nullable
        Integer minValues =
                karpenter ? fields.integer("minValues", 1, MIN_VALUES_MAX).orElse(null) : null;
        if (operator == null) {
            return new NodeSelectorRequirement(key, Operator.EXISTS, List.of(), minValues);
        }
        checkCount(fields, operator, values);
        if (label) {
            checkValues(fields, operator);
        }
        if (minValues != null && operator == Operator.IN && values.size() < minValues) {
            fields.add(fields.refusal(ManifestRule.INCONSISTENT, "minValues asks for more values than there are")
                    .found("minValues " + minValues + " with " + values.size() + " values")
                    .expected("at least " + minValues + " values, or a smaller minValues"));
        }
        return new NodeSelectorRequirement(key, operator, values, minValues);
    }

    private static void checkCount(Fields fields, Operator operator, List<String> values) {
        if (WITH_VALUES.contains(operator)) {
            if (values.isEmpty() && fields.items("values").isEmpty()) {
                countProblem(fields, operator, values, "at least one value");
            }
        } else if (WITHOUT_VALUES.contains(operator)) {
            if (!values.isEmpty()) {
                countProblem(fields, operator, values, "no values");
            }
        } else if (values.size() != 1) {
            countProblem(fields, operator, values, "exactly one whole number");
        }
    }

    private static void countProblem(Fields fields, Operator operator, List<String> values, String expected) {
        fields.add(fields.refusal(ManifestRule.INCONSISTENT, "operator and values do not fit together")
                .found("operator " + operator.text() + " with " + (values.isEmpty() ? "no values" : values))
                .expected(expected + " for " + operator.text()));
    }

    private static void checkValues(Fields fields, Operator operator) {
        boolean number = !WITH_VALUES.contains(operator) && !WITHOUT_VALUES.contains(operator);
        for (Field item : fields.items("values")) {
            String value = item.node() instanceof ScalarNode scalar ? scalar.text() : "";
            if (number && !value.matches("[0-9]{1,18}")) {
                item.refuse(
                        ManifestRule.MALFORMED,
                        operator.text() + " compares whole numbers",
                        d -> d.expected("a whole number in quotes, 0 or more"));
            } else if (!LabelSyntax.isValue(value)) {
                item.refuse(
                        ManifestRule.MALFORMED,
                        "this is not a label value",
                        d -> d.expected(LabelSyntax.VALUE_EXPECTED));
            }
        }
    }

    private static Map<String, Operator> kubernetesOperators() {
        Map<String, Operator> operators = new LinkedHashMap<>(KARPENTER_OPERATORS);
        operators.remove(Operator.GTE.text());
        operators.remove(Operator.LTE.text());
        return operators;
    }
}
