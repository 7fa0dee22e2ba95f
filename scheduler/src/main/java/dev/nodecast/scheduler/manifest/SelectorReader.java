package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.grammar.LabelSyntax;
import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.model.LabelSelector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads label selectors. */
final class SelectorReader {

    private static final Map<String, LabelSelector.Operator> OPERATORS = operators();

    private SelectorReader() {}

    /** The selector at a key; null where it is absent. */
    static @Nullable LabelSelector read(Fields fields, String key) {
        return fields.map(key, SelectorReader::selector).orElse(null);
    }

    /** The selector at a key, one that matches nothing where it is absent. */
    static LabelSelector readOrNothing(Fields fields, String key) {
        return fields.map(key, SelectorReader::selector).orElse(LabelSelector.NOTHING);
    }

    /**
     * The selector of a metric. The API server takes any value here; the HPA controller then makes a label selector of it
     * and fails at each sync where a value is no label value (metav1.LabelSelectorAsSelector), so this is a warning.
     */
    static LabelSelector ofMetric(Fields metric) {
        return metric.map(
                        "selector",
                        fields -> new LabelSelector(
                                MetaReader.labels(
                                        fields,
                                        "matchLabels",
                                        (field, name) -> field.warn(
                                                ManifestRule.MALFORMED,
                                                "the HPA controller cannot select by this value of `" + name + "`",
                                                d -> d.expected(LabelSyntax.VALUE_EXPECTED)
                                                        .consequence(
                                                                "the object is accepted, but the metric cannot be read at any sync"
                                                                        + " (invalid label value), so the autoscaler never scales by it")
                                                        .help(
                                                                "give the series a label whose value has only letters, digits, `-`, `_`"
                                                                        + " and `.`, and select by that"))),
                                fields.maps("matchExpressions", SelectorReader::expression)))
                .orElse(LabelSelector.EVERYTHING);
    }

    private static LabelSelector selector(Fields fields) {
        return new LabelSelector(
                MetaReader.labels(fields, "matchLabels"), fields.maps("matchExpressions", SelectorReader::expression));
    }

    private static LabelSelector.Expression expression(Fields fields) {
        fields.require("key", "operator");
        String key = fields.get("key").map(SelectorReader::labelKey).orElse("");
        LabelSelector.Operator operator = fields.oneOf("operator", OPERATORS).orElse(LabelSelector.Operator.EXISTS);
        List<String> values = fields.texts("values");
        boolean needsValues = operator == LabelSelector.Operator.IN || operator == LabelSelector.Operator.NOT_IN;
        if (needsValues == values.isEmpty() && fields.has("operator")) {
            fields.add(fields.problem(ManifestRule.INCONSISTENT, "operator and values do not fit together")
                    .found(values.size() + " values")
                    .expected(
                            needsValues
                                    ? "at least one value for In and NotIn"
                                    : "no values for Exists and DoesNotExist"));
        }
        return new LabelSelector.Expression(key, operator, values);
    }

    /** The text of a field that must be a label key. */
    static String labelKey(Field field) {
        String key = field.text().orElse("");
        if (!LabelSyntax.isKey(key)) {
            field.report(ManifestRule.MALFORMED, "this is not a label key", d -> d.expected(LabelSyntax.KEY_EXPECTED));
        }
        return key;
    }

    private static Map<String, LabelSelector.Operator> operators() {
        Map<String, LabelSelector.Operator> operators = new LinkedHashMap<>();
        operators.put("In", LabelSelector.Operator.IN);
        operators.put("NotIn", LabelSelector.Operator.NOT_IN);
        operators.put("Exists", LabelSelector.Operator.EXISTS);
        operators.put("DoesNotExist", LabelSelector.Operator.DOES_NOT_EXIST);
        return operators;
    }
}
