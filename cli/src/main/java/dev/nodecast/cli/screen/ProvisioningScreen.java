package dev.nodecast.cli.screen;

import dev.nodecast.scheduler.decide.ProvisioningDecision;
import dev.nodecast.scheduler.provisioning.PackingReport;
import dev.nodecast.scheduler.provisioning.Solution;
import dev.nodecast.scheduler.provisioning.explain.Dollars;
import dev.nodecast.scheduler.provisioning.explain.Explanation;
import dev.nodecast.scheduler.provisioning.explain.LeftPods;
import dev.nodecast.scheduler.provisioning.explain.NodeExplanation;
import dev.nodecast.scheduler.provisioning.explain.PodKind;
import dev.nodecast.scheduler.provisioning.explain.Purchase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What would be launched, on a terminal: nodes with price and alternatives, and the pods that are left. */
public final class ProvisioningScreen {

    private final ProvisioningDecision decision;
    private final Explanation explanation;
    private final Lines lines = new Lines();

    private ProvisioningScreen(ProvisioningDecision decision) {
        this.decision = decision;
        this.explanation = decision.explanation();
    }

    /** Tables: equal nodes on one line, equal pods on one line. */
    public static String table(ProvisioningDecision decision) {
        ProvisioningScreen screen = new ProvisioningScreen(decision);
        screen.heading();
        screen.nodes();
        screen.placements();
        screen.left();
        screen.remarks();
        return screen.lines.toString();
    }

    /** Sentences: for every node and every kind of pods that is left. */
    public static String sentences(ProvisioningDecision decision) {
        ProvisioningScreen screen = new ProvisioningScreen(decision);
        screen.heading();
        screen.nodeSentences();
        screen.placements();
        screen.left();
        screen.remarks();
        return screen.lines.toString();
    }

    private void heading() {
        Solution solution = decision.solution();
        String name = decision.input().name();
        int onNew = solution.claims().stream().mapToInt(c -> c.pods().size()).sum();
        int onExisting =
                solution.placements().stream().mapToInt(p -> p.pods().size()).sum();
        int left = explanation.left().stream().mapToInt(l -> l.kind().count()).sum();
        lines.line((name.isEmpty() ? "" : name + ": ") + count(solution.claims().size(), "node") + " to launch for "
                        + count(onNew, "pod") + ", " + count(onExisting, "pod") + " on nodes that exist, "
                        + count(left, "pod") + " left waiting")
                .line("at " + decision.input().now());
    }

    /** Nodes that are bought in the same way for pods of the same kinds. */
    private record Alike(String pool, String launch, String pods, String others, long microUsd) {}

    private void nodes() {
        if (explanation.nodes().isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("NODES", "pool", "cheapest", "each", "pods on each", "instead"));
        alike().forEach((node, all) -> rows.add(List.of(
                all.size() + " x",
                node.pool(),
                node.launch(),
                Dollars.perHour(node.microUsd()),
                all.size() == 1 ? pods(all.getFirst().kinds(), PodKind::text) : node.pods(),
                node.others())));
        lines.blank().leftTable(rows);
        total();
    }

    private Map<Alike, List<NodeExplanation>> alike() {
        Map<Alike, List<NodeExplanation>> alike = new LinkedHashMap<>();
        explanation
                .nodes()
                .forEach(node -> alike.computeIfAbsent(alike(node), a -> new ArrayList<>())
                        .add(node));
        return alike;
    }

    private static Alike alike(NodeExplanation node) {
        List<Purchase> ways = node.purchases();
        String launch = ways.isEmpty() ? "nothing on sale" : way(ways.getFirst());
        long price = ways.isEmpty() ? 0 : ways.getFirst().microUsdPerHour();
        return new Alike(
                node.claim().nodePool().name(), launch, pods(node.kinds(), PodKind::like), others(node), price);
    }

    private static String way(Purchase purchase) {
        return purchase.type().name() + " " + purchase.offering().capacityType() + " "
                + purchase.offering().zone();
    }

    private static String pods(List<PodKind> kinds, Function<PodKind, String> text) {
        int all = kinds.stream().mapToInt(PodKind::count).sum();
        return kinds.size() == 1 ? text.apply(kinds.getFirst()) : count(all, "pod") + " of " + kinds.size() + " kinds";
    }

    private static String others(NodeExplanation node) {
        List<Purchase> ways = node.purchases();
        if (ways.size() < 2) {
            return "nothing else";
        }
        Purchase next = ways.get(1);
        return way(next) + " "
                + Dollars.more(next.microUsdPerHour(), ways.getFirst().microUsdPerHour())
                + (ways.size() > 2 ? ", and " + (ways.size() - 2) + " more" : "");
    }

    private void total() {
        long total = explanation.nodes().stream()
                .flatMap(node -> node.purchases().stream().limit(1))
                .mapToLong(Purchase::microUsdPerHour)
                .sum();
        lines.line("  in all " + Dollars.perHour(total) + ", " + Dollars.ofMonth(total) + " a month of "
                + Dollars.HOURS_A_MONTH + " h, if each is bought in the cheapest way");
        PackingReport packing = decision.packing();
        if (packing != null) {
            lines.line("  " + packing.sentence());
        }
        decision.packedAsKarpenter()
                .forEach(pool -> lines.line("  pool " + pool
                        + " can buy reserved capacity, which is paid for already: it is packed as Karpenter packs"));
    }

    private void nodeSentences() {
        alike().values()
                .forEach(all -> lines.blank()
                        .line((all.size() == 1 ? "" : all.size() + " nodes alike, the first: ")
                                + all.getFirst().sentence()));
        if (!explanation.nodes().isEmpty()) {
            lines.blank();
            total();
        }
    }

    private void placements() {
        List<List<String>> rows = new ArrayList<>();
        for (Solution.Placement placement : decision.solution().placements()) {
            List<String> kinds =
                    PodKind.of(placement.pods()).stream().map(PodKind::text).toList();
            rows.add(List.of(placement.node().name(), String.join(", ", kinds)));
        }
        if (!rows.isEmpty()) {
            lines.blank().line("ON NODES THAT EXIST").leftTable(rows);
        }
    }

    private void left() {
        if (explanation.left().isEmpty()) {
            return;
        }
        lines.blank().line("LEFT WAITING");
        for (LeftPods left : explanation.left()) {
            lines.line("  " + left.kind().text() + ": " + left.asked());
            if (left.pools().isEmpty() || left.contradiction().isPresent()) {
                lines.line("    " + left.sentence());
            } else {
                left.pools().forEach(refusal -> lines.line("    " + refusal.sentence()));
            }
        }
    }

    private void remarks() {
        if (!explanation.idlePools().isEmpty()) {
            lines.blank().line("POOLS NOT USED");
            explanation.idlePools().forEach((pool, why) -> lines.line("  " + pool + ": " + why));
        }
        if (!decision.input().assumptions().isEmpty()) {
            lines.blank().line("ASSUMED");
            decision.input().assumptions().forEach(assumption -> lines.line("  " + assumption + "."));
        }
    }

    private static String count(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }
}
