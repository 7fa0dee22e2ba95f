package dev.nodecast.aws.metrics;

import dev.nodecast.aws.metrics.GaugeText.Family;
import dev.nodecast.scheduler.disruption.Outlook;
import java.util.Locale;

/** Disruption: what budgets let go, what counts against them, and how many nodes could be taken. */
final class DisruptionGauges {

    private static final Family ALLOWED = new Family(
            "karpenter_nodepools_allowed_disruptions",
            "Nodes of a nodepool that may be disrupted at once, by the reason for it");
    private static final Family CONSUMING = new Family(
            "karpenter_nodepools_nodes_consuming_budgets",
            "Nodes of a nodepool that count against its budgets: they are going, or not ready");
    private static final Family ELIGIBLE = new Family(
            "karpenter_voluntary_disruption_eligible_nodes",
            "Nodes that the last pass could have disrupted, budgets aside, by the reason for it");

    private DisruptionGauges() {}

    static void write(Outlook outlook, GaugeText text) {
        for (Outlook.Allowance allowance : outlook.budgets()) {
            String[] labels = {
                "nodepool", allowance.nodePool(), "reason", allowance.reason().text()
            };
            text.add(ALLOWED, allowance.allowed(), labels);
            text.add(CONSUMING, allowance.consuming(), labels);
        }
        outlook.eligible()
                .forEach((reason, nodes) ->
                        text.add(ELIGIBLE, nodes, "reason", reason.text().toLowerCase(Locale.ROOT)));
    }
}
