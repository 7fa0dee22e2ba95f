package dev.nodecast.aws.metrics;

import dev.nodecast.aws.kubernetes.SaidCondition;
import dev.nodecast.aws.metrics.GaugeText.Family;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.state.StateNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Conditions of objects, and for how long they have been so, each under the name that has the object's kind in it and under the older
 * one (awslabs/operatorpkg, {@code status/metrics.go}).
 */
final class ConditionGauges {

    private static final String COUNT = "status_condition_count";
    private static final String COUNT_HELP =
            "1 for every condition of an object, labelled by its type, status and reason";
    private static final String SECONDS = "status_condition_current_status_seconds";
    private static final String SECONDS_HELP = "How long a condition has had its status";
    private static final String TERMINATING = "termination_current_time_seconds";
    private static final String TERMINATING_HELP = "How long an object has been ending";
    private static final String CLAIM = "NodeClaim";
    private static final String GROUP = "karpenter.sh";

    private ConditionGauges() {}

    static void write(Scene scene, GaugeText text) {
        for (SaidCondition condition : scene.conditions()) {
            List<String> labels = new ArrayList<>(List.of(
                    "namespace",
                    condition.key().namespace(),
                    "name",
                    condition.key().name(),
                    "type",
                    condition.type(),
                    "status",
                    condition.status(),
                    "reason",
                    condition.reason()));
            Kind kind = new Kind(condition.group(), condition.kind(), poolOf(condition));
            both(text, kind, new Family(COUNT, COUNT_HELP), 1, labels);
            Instant since = condition.since();
            if (since != null) {
                both(text, kind, new Family(SECONDS, SECONDS_HELP), scene.secondsSince(Scene.ns(since)), labels);
            }
        }
        for (StateNode node : scene.state().nodes()) {
            NodeClaim claim = node.claim();
            Long since = claim == null ? null : claim.meta().deletionNs();
            if (claim != null && since != null) {
                Kind kind = new Kind(GROUP, CLAIM, claim.nodePool() == null ? "" : claim.nodePool());
                both(
                        text,
                        kind,
                        new Family(TERMINATING, TERMINATING_HELP),
                        scene.secondsSince(since),
                        List.of("name", claim.name()));
            }
        }
    }

    private record Kind(String group, String name, String pool) {}

    private static String poolOf(SaidCondition condition) {
        String pool = condition.labels().get(WellKnown.NODE_POOL);
        return pool == null ? "" : pool;
    }

    /** @param what named without what the two names begin with */
    private static void both(GaugeText text, Kind kind, Family what, double value, List<String> labels) {
        List<String> now = new ArrayList<>(labels);
        now.addAll(List.of("karpenter_sh_nodepool", kind.pool));
        String own = "operator_" + kind.name.toLowerCase(Locale.ROOT) + "_" + what.name();
        text.add(new Family(own, what.help()), value, now.toArray(String[]::new));
        List<String> older = new ArrayList<>(labels);
        older.addAll(List.of("group", kind.group, "kind", kind.name));
        text.add(new Family("operator_" + what.name(), what.help()), value, older.toArray(String[]::new));
    }
}
