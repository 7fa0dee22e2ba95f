package dev.nodecast.scenarios.experiment;

import dev.nodecast.scenarios.file.Fleet;
import dev.nodecast.scenarios.resolve.Scenario;
import dev.nodecast.scenarios.result.Estimate;
import dev.nodecast.scenarios.result.Figures;
import dev.nodecast.scheduler.billing.Category;
import dev.nodecast.scheduler.billing.InvoiceLine;
import dev.nodecast.scheduler.billing.LineItem;
import dev.nodecast.sim.world.measure.NodeRecord;
import dev.nodecast.sim.world.measure.RunResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was bought, by pool, instance type and capacity type; system nodes left aside. */
final class FleetLines {

    private static final double NS_PER_HOUR = 3600e9;

    private final Scenario scenario;
    private final RunResult run;

    FleetLines(Scenario scenario, RunResult run) {
        this.scenario = scenario;
        this.run = run;
    }

    private record Key(String nodePool, String instanceType, String capacityType) {
        @Override
        public String toString() {
            return nodePool + "/" + instanceType + "/" + capacityType;
        }
    }

    private static final class Sums {
        long launched;
        long interrupted;
        long existedNs;
        long gpuNs;
        long gpuUsedNs;
        long microUsd;
    }

    Map<String, Figures.FleetLine> lines() {
        SortedMap<String, Sums> sums = new TreeMap<>();
        Map<String, Key> keys = new LinkedHashMap<>();
        for (NodeRecord node : computeNodes(scenario, run)) {
            Key key = new Key(node.nodePool(), node.instanceType(), node.capacityType());
            keys.put(key.toString(), key);
            add(sums.computeIfAbsent(key.toString(), text -> new Sums()), node);
        }
        for (InvoiceLine line : run.invoice().lines()) {
            if (line.category() == Category.COMPUTE) {
                LineItem item = line.item();
                Key key = new Key(item.nodePool(), item.instanceType(), item.capacityType());
                keys.put(key.toString(), key);
                sums.computeIfAbsent(key.toString(), text -> new Sums()).microUsd += line.amountMicroUsd();
            }
        }
        Map<String, Figures.FleetLine> lines = new LinkedHashMap<>();
        sums.forEach((text, sum) -> {
            Key key = keys.get(text);
            if (key != null) {
                lines.put(text, line(key, sum));
            }
        });
        return lines;
    }

    /** The nodes that are on the bill as compute. */
    static List<NodeRecord> computeNodes(Scenario scenario, RunResult run) {
        List<String> system = scenario.file().fleets().stream()
                .filter(Fleet::system)
                .map(Fleet::name)
                .toList();
        return run.nodes().stream()
                .filter(node -> !system.contains(node.nodePool()))
                .toList();
    }

    /** How long the instance ran; 0 if it never did. */
    static long existedNs(NodeRecord node, long horizonNs) {
        Long running = node.runningNs();
        Long until = node.billedUntilNs();
        return running == null ? 0 : (until == null ? horizonNs : until) - running;
    }

    private void add(Sums sums, NodeRecord node) {
        long existedNs = existedNs(node, run.horizonNs());
        sums.launched++;
        sums.interrupted += node.noticeNs() == null ? 0 : 1;
        sums.existedNs += existedNs;
        sums.gpuNs += existedNs * node.gpus();
        sums.gpuUsedNs += node.gpuUsedNs();
    }

    private static Figures.FleetLine line(Key key, Sums sums) {
        return new Figures.FleetLine(
                key.nodePool(),
                key.instanceType(),
                key.capacityType(),
                Estimate.count(sums.launched),
                Estimate.count(sums.interrupted),
                Estimate.of(sums.existedNs / NS_PER_HOUR),
                Estimate.of(sums.gpuNs / NS_PER_HOUR),
                Estimate.of(sums.gpuUsedNs / NS_PER_HOUR),
                Estimate.ofMicroUsd(sums.microUsd));
    }
}
