package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.manifest.grammar.CronSchedule;
import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.model.Budget;
import dev.nodecast.scheduler.model.CountOrPercent;
import dev.nodecast.scheduler.model.NodePool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec.disruption} of a NodePool. */
final class DisruptionReader {

    private static final Map<String, NodePool.Policy> POLICIES = Words.of(NodePool.Policy.class, NodePool.Policy::text);
    private static final String BETA_UNDERUTILIZED = "WhenUnderutilized";
    private static final Map<String, NodePool.Policy> BETA_POLICIES = betaPolicies();
    private static final Map<String, Budget.Reason> REASONS = Words.of(Budget.Reason.class, Budget.Reason::text);

    private final boolean beta;

    /** @param beta whether the object is v1beta1 */
    DisruptionReader(boolean beta) {
        this.beta = beta;
    }

    /**
     * What was read.
     *
     * @param betaExpiry {@code expireAfter}, which v1beta1 has here
     */
    record Result(NodePool.Disruption disruption, Optional<KarpenterDuration> betaExpiry) {}

    Result read(Fields fields) {
        NodePool.Policy policy = policy(fields);
        OptionalLong after = fields.get("consolidateAfter")
                .flatMap(KarpenterDuration::orNever)
                .map(KarpenterDuration::ns)
                .orElse(OptionalLong.of(0));
        List<Budget> budgets =
                fields.has("budgets") ? fields.maps("budgets", this::budget) : NodePool.Disruption.DEFAULT.budgets();
        @Nullable Long afterNs = after.isPresent() ? (Long) after.getAsLong() : null;
        return new Result(new NodePool.Disruption(policy, afterNs, budgets), expiry(fields));
    }

    private NodePool.Policy policy(Fields fields) {
        boolean old = fields.node().textAt("consolidationPolicy").orElse("").equals(BETA_UNDERUTILIZED);
        if (!beta && old) {
            fields.get("consolidationPolicy")
                    .ifPresent(field -> field.report(
                            ManifestRule.NOT_ALLOWED,
                            "`WhenUnderutilized` is not a policy of v1",
                            d -> d.expected("one of " + String.join(", ", POLICIES.keySet()))
                                    .help("write `consolidationPolicy: WhenEmptyOrUnderutilized`, its v1 name")));
            return NodePool.Policy.WHEN_EMPTY_OR_UNDERUTILIZED;
        }
        if (old) {
            Conversion.warn(
                    fields,
                    "consolidationPolicy",
                    "`consolidationPolicy: WhenUnderutilized`",
                    "`consolidationPolicy: WhenEmptyOrUnderutilized`");
            checkConsolidateAfter(fields);
        }
        return fields.oneOf("consolidationPolicy", beta ? BETA_POLICIES : POLICIES)
                .orElse(NodePool.Policy.WHEN_EMPTY_OR_UNDERUTILIZED);
    }

    private static void checkConsolidateAfter(Fields fields) {
        String after = fields.node().textAt("consolidateAfter").orElse("Never");
        if (!after.equals("Never")) {
            fields.add(
                    Diagnostic.warning(
                                    ManifestRule.CONVERTED_INVALID.id(),
                                    fields.keyMark("consolidateAfter"),
                                    "v1beta1 does not allow consolidateAfter with WhenUnderutilized")
                            .field(fields.path() + ".consolidateAfter")
                            .found("`consolidateAfter: " + after + "` with `consolidationPolicy: WhenUnderutilized`")
                            .expected("in v1beta1: consolidateAfter with WhenEmpty only; in v1: with every policy")
                            .consequence(
                                    "an API server that serves v1beta1 refuses the object; it is read here as v1 reads it")
                            .help(
                                    "move the object to karpenter.sh/v1 and write `consolidationPolicy: WhenEmptyOrUnderutilized`"));
        }
    }

    private Optional<KarpenterDuration> expiry(Fields fields) {
        Optional<Field> field = fields.get("expireAfter");
        if (field.isPresent() && beta) {
            Conversion.moved(fields, "expireAfter", "spec.template.spec.expireAfter");
            return field.flatMap(KarpenterDuration::orNever);
        }
        field.ifPresent(misplaced -> misplaced.report(
                ManifestRule.UNKNOWN_FIELD,
                "v1 has `expireAfter` elsewhere",
                d -> d.expected("`spec.template.spec.expireAfter`")
                        .help("move it to spec.template.spec; `disruption.expireAfter` is the v1beta1 place")));
        return Optional.empty();
    }

    private Budget budget(Fields fields) {
        fields.require("nodes");
        Optional<Field> schedule = fields.get("schedule");
        Optional<Field> duration = fields.get("duration");
        if (schedule.isPresent() != duration.isPresent()) {
            fields.add(fields.problem(
                            ManifestRule.INCONSISTENT, "a budget has schedule and duration together or neither")
                    .found(schedule.isPresent() ? "a schedule without a duration" : "a duration without a schedule")
                    .expected("both or none"));
        }
        @Nullable String cron = schedule.flatMap(DisruptionReader::cron).orElse(null);
        @Nullable Long ns = duration.flatMap(KarpenterDuration::ns).orElse(null);
        return new Budget(
                fields.get("nodes").flatMap(AmountReader::countOrPercent).orElse(new CountOrPercent.Percent(10)),
                reasons(fields),
                cron == null || ns == null ? null : cron,
                cron == null ? null : ns);
    }

    private static List<Budget.Reason> reasons(Fields fields) {
        return fields.items("reasons").stream()
                .map(reason -> reason.oneOf(REASONS))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> cron(Field field) {
        Optional<String> text = field.text();
        if (text.isPresent() && CronSchedule.parse(text.get()).isEmpty()) {
            field.report(ManifestRule.MALFORMED, "this is not a cron schedule", d -> d.expected(CronSchedule.EXPECTED));
            return Optional.empty();
        }
        return text;
    }

    private static Map<String, NodePool.Policy> betaPolicies() {
        Map<String, NodePool.Policy> policies = new LinkedHashMap<>();
        policies.put("WhenEmpty", NodePool.Policy.WHEN_EMPTY);
        policies.put(BETA_UNDERUTILIZED, NodePool.Policy.WHEN_EMPTY_OR_UNDERUTILIZED);
        return policies;
    }
}
