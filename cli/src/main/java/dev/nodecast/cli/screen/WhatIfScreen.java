package dev.nodecast.cli.screen;

import dev.nodecast.scenarios.journal.RecordedNode;
import dev.nodecast.scenarios.journal.RecordedRun;
import dev.nodecast.scenarios.result.Estimate;
import dev.nodecast.scenarios.result.Figures;
import dev.nodecast.scenarios.result.ScenarioResult;
import dev.nodecast.scenarios.whatif.Demand;
import dev.nodecast.scenarios.whatif.WhatIf;
import dev.nodecast.scheduler.model.ObjectKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What was recorded, beside what other manifests would have made of it. */
public final class WhatIfScreen {

    private WhatIfScreen() {}

    public static String of(WhatIf answer) {
        Lines lines = new Lines();
        head(lines, answer.recorded());
        List<List<String>> rows = new ArrayList<>();
        List<String> names = new ArrayList<>(List.of("", "recorded"));
        answer.simulated().keySet().forEach(name -> names.add(name + " (simulated)"));
        rows.add(names);
        RecordedRun run = answer.recorded();
        rows.add(row(
                answer,
                "compute",
                Numbers.usd(Estimate.of(run.usd())),
                f -> Numbers.usd(f.cost().compute())));
        rows.add(row(
                answer,
                "nodes launched",
                count(run.launched()),
                f -> Numbers.count(f.nodes().launched())));
        rows.add(row(
                answer,
                "pod waits for a node, p50",
                time(run, 0.5),
                f -> Numbers.time(f.pods().pendingToBound().p50())));
        rows.add(row(
                answer,
                "p95",
                time(run, 0.95),
                f -> Numbers.time(f.pods().pendingToBound().p95())));
        rows.add(row(
                answer,
                "still waiting at the end",
                count(run.stillWaiting()),
                f -> Numbers.count(f.pods().pendingAtEnd())));
        podHours(rows, answer);
        lines.table(rows);
        lines.blank()
                .line("Deployments have the replicas that they had unless an autoscaler is named here; nodes come up"
                        + " as fast as they did; spot capacity is always there.");
        remarks(lines, answer);
        if (!answer.simulated().containsKey("baseline")) {
            lines.line("Part of the difference is that between a simulation and reality: --baseline takes it out.");
        }
        warnings(lines, answer);
        return lines.toString();
    }

    /** A recorded run by itself. */
    public static String of(RecordedRun run) {
        Lines lines = new Lines();
        head(lines, run);
        lines.table(List.of(
                List.of("compute", Numbers.usd(Estimate.of(run.usd()))),
                List.of("node-hours", Numbers.hours(Estimate.of(run.nodeHours()))),
                List.of("nodes launched", count(run.launched())),
                List.of("interrupted", count(run.interrupted())),
                List.of("pod waits for a node, p50", time(run, 0.5)),
                List.of("p95", time(run, 0.95)),
                List.of("still waiting at the end", count(run.stillWaiting()))));
        lines.blank();
        fleet(lines, run);
        lines.blank().line("Costs are node-hours at the price of each node's launch; a bill may differ.");
        return lines.toString();
    }

    private static void head(Lines lines, RecordedRun run) {
        lines.line(run.session() + ": from " + run.origin().plusNanos(run.beginNs()) + " to "
                        + run.origin().plusNanos(run.endNs()))
                .blank();
    }

    private static void fleet(Lines lines, RecordedRun run) {
        Map<List<String>, List<RecordedNode>> kinds = new LinkedHashMap<>();
        run.nodes()
                .forEach(node -> kinds.computeIfAbsent(
                                List.of(node.pool(), node.instanceType(), node.capacityType()),
                                key -> new ArrayList<>())
                        .add(node));
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("NODES", "", "", "launched", "hours", "cost"));
        kinds.forEach((kind, nodes) -> rows.add(List.of(
                kind.get(0),
                kind.get(1),
                kind.get(2),
                count(nodes.stream().filter(node -> !node.found()).count()),
                Numbers.hours(Estimate.of(nodes.stream()
                        .mapToDouble(node -> node.hours(run.beginNs(), run.endNs()))
                        .sum())),
                Numbers.usd(Estimate.of(nodes.stream()
                        .mapToDouble(node -> node.usd(run.beginNs(), run.endNs()))
                        .sum())))));
        lines.table(rows);
    }

    private static List<String> row(WhatIf answer, String what, String recorded, Function<Figures, String> simulated) {
        List<String> row = new ArrayList<>(List.of(what, recorded));
        answer.simulated()
                .values()
                .forEach(outcome -> row.add(simulated.apply(outcome.result().figures())));
        return row;
    }

    /** Of Deployments that do not have the replicas that they had. */
    private static void podHours(List<List<String>> rows, WhatIf answer) {
        RecordedRun run = answer.recorded();
        Demand recorded = Demand.recorded(run);
        Set<ObjectKey> scaled = new LinkedHashSet<>();
        answer.simulated().values().stream()
                .map(WhatIf.Outcome::demand)
                .forEach(demand -> demand.replicas().forEach((deployment, steps) -> {
                    if (!steps.equals(run.replicas().get(deployment))) {
                        scaled.add(deployment);
                    }
                }));
        for (ObjectKey deployment : scaled) {
            List<String> row = new ArrayList<>(
                    List.of("pod-hours of " + deployment, hours(recorded.podHours(deployment, run.endNs()))));
            answer.simulated()
                    .values()
                    .forEach(outcome -> row.add(hours(outcome.demand().podHours(deployment, run.endNs()))));
            rows.add(row);
        }
    }

    private static String hours(double hours) {
        return Numbers.hours(Estimate.of(hours));
    }

    private static void remarks(Lines lines, WhatIf answer) {
        answer.simulated()
                .forEach((name, outcome) ->
                        outcome.demand().remarks().forEach(remark -> lines.line(name + ": " + remark + ".")));
    }

    private static String count(long number) {
        return Numbers.count(Estimate.count(number));
    }

    private static String time(RecordedRun run, double quantile) {
        return Numbers.time(run.waitS(quantile));
    }

    private static void warnings(Lines lines, WhatIf answer) {
        Set<String> warnings = new LinkedHashSet<>();
        answer.simulated().values().stream()
                .map(WhatIf.Outcome::result)
                .map(ScenarioResult::warnings)
                .forEach(warnings::addAll);
        if (!warnings.isEmpty()) {
            lines.blank().line("WARNINGS");
            warnings.forEach(warning -> lines.line("  - " + warning));
        }
    }
}
