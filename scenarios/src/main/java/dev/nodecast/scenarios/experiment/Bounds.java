package dev.nodecast.scenarios.experiment;

import dev.nodecast.scenarios.resolve.Scenario;
import dev.nodecast.scenarios.result.Estimate;
import dev.nodecast.scenarios.result.Figures.Bound;
import dev.nodecast.sim.world.measure.NodeRecord;
import dev.nodecast.sim.world.measure.RunResult;
import dev.nodecast.sim.world.spec.WorldSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the demand of a run would have cost otherwise; {@link Bound} says what each bound means. */
final class Bounds {

    private Bounds() {}

    /** What the same scenario with on-demand instances alone cost. */
    static Bound allOnDemand(Replication.Outcome onDemand) {
        return new Bound(
                onDemand.figures().cost().compute(),
                Estimate.of(onDemand.meanWaitS()),
                onDemand.figures().jobs().completed());
    }

    /** Mean wait of the jobs of all queues; not-a-number without jobs. */
    static double meanWaitS(RunResult run) {
        double sum = 0;
        long count = 0;
        for (RunResult.QueueResult queue : run.queues()) {
            if (queue.waitS().count() > 0) {
                sum += queue.waitS().sum();
                count += queue.waitS().count();
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /** The price of the whole demand's work, bought by the second where it is cheapest. */
    static Bound perfectForesight(WorldSpec world, RunResult run, double completedServiceS) {
        double usdPerServiceSecond = CheapestWork.usdPerServiceSecond(world);
        double usd = completedServiceS == 0 ? 0 : completedServiceS * usdPerServiceSecond;
        return new Bound(
                Estimate.of(usd), Estimate.of(0), Estimate.count(run.jobs().completed()));
    }

    private record Step(long atNs, long change) {}

    /** The price of never giving back what was bought. */
    static Bound neverScaledDown(Scenario scenario, RunResult run) {
        List<NodeRecord> nodes = FleetLines.computeNodes(scenario, run);
        boolean gpus = nodes.stream().anyMatch(node -> node.gpus() > 0);
        List<Step> steps = new ArrayList<>();
        double unitNs = 0;
        for (NodeRecord node : nodes) {
            long units = gpus ? node.gpus() : 1;
            Long running = node.runningNs();
            if (running != null) {
                long existedNs = FleetLines.existedNs(node, run.horizonNs());
                steps.add(new Step(running, units));
                steps.add(new Step(running + existedNs, -units));
                unitNs += (double) existedNs * units;
            }
        }
        steps.sort(Comparator.comparingLong(Step::atNs).thenComparingLong(Step::change));
        double usdPerUnitNs = unitNs == 0 ? 0 : run.invoice().compute() / 1e6 / unitNs;
        return new Bound(
                Estimate.of(keptUnitNs(steps, run.horizonNs()) * usdPerUnitNs),
                Estimate.of(Double.NaN),
                Estimate.of(Double.NaN));
    }

    private static double keptUnitNs(List<Step> steps, long horizonNs) {
        long now = 0;
        long highest = 0;
        long sinceNs = 0;
        double kept = 0;
        for (Step step : steps) {
            now += step.change();
            if (now > highest) {
                kept += (double) highest * (step.atNs() - sinceNs);
                sinceNs = step.atNs();
                highest = now;
            }
        }
        return kept + (double) highest * (horizonNs - sinceNs);
    }
}
