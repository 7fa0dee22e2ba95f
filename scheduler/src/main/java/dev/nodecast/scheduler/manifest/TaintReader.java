package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.grammar.LabelSyntax;
import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.Toleration;
import java.util.List;
import java.util.Map;

/** Reads taints and tolerations. */
final class TaintReader {

    private static final Map<String, Taint.Effect> EFFECTS = Words.of(Taint.Effect.class, Taint.Effect::text);
    private static final Map<String, Toleration.Operator> OPERATORS =
            Words.of(Toleration.Operator.class, Toleration.Operator::text);

    private TaintReader() {}

    static List<Taint> taints(Fields fields, String key) {
        return fields.maps(key, TaintReader::taint);
    }

    static List<Toleration> tolerations(Fields fields) {
        return fields.maps("tolerations", TaintReader::toleration);
    }

    private static Taint taint(Fields fields) {
        fields.require("key", "effect").ignore("timeAdded");
        return new Taint(
                fields.get("key").map(SelectorReader::labelKey).orElse(""),
                fields.get("value").map(TaintReader::value).orElse(""),
                fields.oneOf("effect", EFFECTS).orElse(Taint.Effect.NO_SCHEDULE));
    }

    private static Toleration toleration(Fields fields) {
        String key = fields.get("key").map(SelectorReader::labelKey).orElse("");
        Toleration toleration = new Toleration(
                key,
                fields.oneOf("operator", OPERATORS).orElse(Toleration.Operator.EQUAL),
                fields.get("value").map(TaintReader::value).orElse(""),
                fields.oneOf("effect", EFFECTS).orElse(null),
                fields.integer("tolerationSeconds", Long.MIN_VALUE, Long.MAX_VALUE)
                        .orElse(null));
        check(fields, toleration);
        return toleration;
    }

    private static void check(Fields fields, Toleration toleration) {
        boolean exists = toleration.operator() == Toleration.Operator.EXISTS;
        if (exists && !toleration.value().isEmpty()) {
            fields.add(fields.problem(ManifestRule.INCONSISTENT, "a toleration with operator Exists has no value")
                    .found("the value `" + toleration.value() + "`")
                    .expected("no value, or operator Equal")
                    .help("remove `value`, or write `operator: Equal`"));
        }
        if (!exists && toleration.key().isEmpty()) {
            fields.add(fields.problem(ManifestRule.INCONSISTENT, "a toleration without a key must have operator Exists")
                    .found("no key")
                    .expected("a key, or `operator: Exists`, which then tolerates every taint"));
        }
        if (toleration.tolerationSeconds() != null && toleration.effect() != Taint.Effect.NO_EXECUTE) {
            fields.add(fields.problem(ManifestRule.INCONSISTENT, "tolerationSeconds goes with effect NoExecute only")
                    .found(
                            toleration.effect() == null
                                    ? "no effect"
                                    : "effect " + toleration.effect().text())
                    .expected("`effect: NoExecute`"));
        }
    }

    private static String value(Field field) {
        String value = field.text().orElse("");
        if (!LabelSyntax.isValue(value)) {
            field.report(
                    ManifestRule.MALFORMED, "this is not a taint's value", d -> d.expected(LabelSyntax.VALUE_EXPECTED));
        }
        return value;
    }
}
