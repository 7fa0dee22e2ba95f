package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.grammar.Quantity;
import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.model.autoscaling.HpaBehavior;
import dev.nodecast.scheduler.model.autoscaling.ScalingPolicy;
import dev.nodecast.scheduler.model.autoscaling.ScalingRules;
import dev.nodecast.scheduler.model.autoscaling.SelectPolicy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code behavior} of a HorizontalPodAutoscaler. Source of the bounds: autoscaling/v2 API validation. */
final class HpaBehaviorReader {

    private static final int WINDOW_MAX_SECONDS = 3_600;
    private static final int PERIOD_MAX_SECONDS = 1_800;
    private static final Map<String, SelectPolicy> SELECT = Words.of(SelectPolicy.class, HpaBehaviorReader::word);
    private static final Map<String, ScalingPolicy.Type> TYPES =
            Words.of(ScalingPolicy.Type.class, HpaBehaviorReader::word);

    private HpaBehaviorReader() {}

    static HpaBehavior read(Fields behavior) {
        return new HpaBehavior(
                behavior.map("scaleUp", HpaBehaviorReader::rules).orElse(null),
                behavior.map("scaleDown", HpaBehaviorReader::rules).orElse(null));
    }

    private static ScalingRules rules(Fields rules) {
        @Nullable
        List<ScalingPolicy> policies = rules.has("policies") ? rules.maps("policies", HpaBehaviorReader::policy) : null;
        if (policies != null && policies.isEmpty()) {
            rules.add(rules.problem(ManifestRule.MISSING_FIELD, "`policies` has no policy")
                    .found("an empty list")
                    .expected("at least one policy, or no `policies`, which means the defaults"));
        }
        return new ScalingRules(
                rules.integer("stabilizationWindowSeconds", 0, WINDOW_MAX_SECONDS)
                        .orElse(null),
                rules.oneOf("selectPolicy", SELECT).orElse(null),
                policies == null || policies.isEmpty() ? null : policies,
                rules.get("tolerance").flatMap(HpaBehaviorReader::tolerance).orElse(null));
    }

    private static ScalingPolicy policy(Fields policy) {
        policy.require("type", "value", "periodSeconds");
        return new ScalingPolicy(
                policy.oneOf("type", TYPES).orElse(ScalingPolicy.Type.PODS),
                policy.integer("value", 1, Integer.MAX_VALUE).orElse(1),
                policy.integer("periodSeconds", 1, PERIOD_MAX_SECONDS).orElse(1));
    }

    private static Optional<Double> tolerance(Field field) {
        Optional<Quantity> quantity = field.quantity();
        if (quantity.isPresent() && quantity.get().isNegative()) {
            field.report(ManifestRule.OUT_OF_RANGE, "a tolerance cannot be negative", d -> d.expected("0 or more"));
            return Optional.empty();
        }
        return quantity.map(value -> ScalingRules.toleranceOf(value.value()));
    }

    /** {@code PERCENT} is written {@code Percent}. */
    private static String word(Enum<?> constant) {
        String name = constant.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }
}
