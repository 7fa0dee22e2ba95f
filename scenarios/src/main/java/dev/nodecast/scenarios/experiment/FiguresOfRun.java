package dev.nodecast.scenarios.experiment;

import dev.nodecast.scenarios.resolve.Scenario;
import dev.nodecast.scenarios.result.Estimate;
import dev.nodecast.scenarios.result.Figures;
import dev.nodecast.scheduler.billing.Category;
import dev.nodecast.scheduler.billing.Invoice;
import dev.nodecast.scheduler.billing.InvoiceLine;
import dev.nodecast.scheduler.billing.LineItem;
import dev.nodecast.scheduler.catalog.Price;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.sim.stats.QuantileSketch;
import dev.nodecast.sim.stats.Tally;
import dev.nodecast.sim.world.measure.GpuTime;
import dev.nodecast.sim.world.measure.RunResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;

/** The figures of one run. */
final class FiguresOfRun {

    private static final double SECONDS_PER_HOUR = 3600;

    private final Scenario scenario;
    private final RunResult run;

    FiguresOfRun(Scenario scenario, RunResult run) {
        this.scenario = scenario;
        this.run = run;
    }

    Figures figures() {
        return new Figures(
                cost(),
                spot(),
                nodes(),
                gpuHours(),
                jobs(),
                queues(),
                pods(),
                new FleetLines(scenario, run).lines(),
                disruption(),
                Map.of(),
                Map.of());
    }

    private Figures.Cost cost() {
        Invoice invoice = run.invoice();
        long completed = run.jobs().completed();
        return new Figures.Cost(
                Estimate.ofMicroUsd(invoice.total()),
                Estimate.ofMicroUsd(invoice.compute()),
                Estimate.ofMicroUsd(invoice.sum(Category.STORAGE)),
                Estimate.ofMicroUsd(invoice.sum(Category.CONTROL_PLANE)),
                Estimate.ofMicroUsd(invoice.sum(Category.SYSTEM_NODES)),
                Estimate.ofMicroUsd(invoice.sum(Category.DATA)),
                Estimate.ofMicroUsd(invoice.sum(Category.COMMITMENT)),
                Estimate.of(completed == 0 ? Double.NaN : invoice.total() / 1e6 / completed),
                usd(invoice.byCapacityType()),
                usd(invoice.byInstanceType()),
                usd(invoice.byNodePool()),
                usd(invoice.byZone()));
    }

    private static Map<String, Estimate> usd(SortedMap<String, Long> microUsd) {
        Map<String, Estimate> usd = new LinkedHashMap<>();
        microUsd.forEach((key, amount) -> usd.put(key, Estimate.ofMicroUsd(amount)));
        return usd;
    }

    private Figures.Spot spot() {
        double hours = 0;
        double spotHours = 0;
        double onDemandUsd = 0;
        for (InvoiceLine line : run.invoice().lines()) {
            if (line.category() == Category.COMPUTE) {
                double lineHours = line.quantity().value() + line.free().value();
                hours += lineHours;
                spotHours += line.item().capacityType().equals(WellKnown.SPOT) ? lineHours : 0;
                onDemandUsd += lineHours * onDemandUsdPerHour(line.item());
            }
        }
        return new Figures.Spot(
                Estimate.of(hours == 0 ? Double.NaN : spotHours / hours),
                Estimate.of(onDemandUsd),
                Estimate.of(onDemandUsd - run.invoice().compute() / 1e6));
    }

    private double onDemandUsdPerHour(LineItem item) {
        return scenario.prices()
                        .price(item.instanceType(), item.zone(), WellKnown.ON_DEMAND)
                        .map(Price::microUsd)
                        .orElse(0L)
                / 1e6;
    }

    private Figures.Nodes nodes() {
        RunResult.NodeTotals totals = run.nodeTotals();
        return new Figures.Nodes(
                Estimate.count(totals.launched()),
                Estimate.count(totals.interrupted()),
                Estimate.count(totals.reclaimed()),
                Estimate.count(totals.launchFailures()),
                Estimate.count(totals.peak()));
    }

    private Figures.GpuHours gpuHours() {
        GpuTime time = run.gpuTime();
        return new Figures.GpuHours(
                Estimate.of(time.boughtSeconds() / SECONDS_PER_HOUR),
                Estimate.of(time.usedSeconds() / SECONDS_PER_HOUR),
                Estimate.of((time.boughtSeconds() - time.usedSeconds()) / SECONDS_PER_HOUR),
                new Figures.GpuHours.IdleBecause(
                        hours(GpuTime.State.BOOTING),
                        hours(GpuTime.State.UNASSIGNED),
                        hours(GpuTime.State.IMAGE_PULL),
                        hours(GpuTime.State.MODEL_LOAD),
                        hours(GpuTime.State.IDLE),
                        hours(GpuTime.State.DRAINING)));
    }

    private Estimate hours(GpuTime.State state) {
        return Estimate.of(run.gpuTime().seconds().getOrDefault(state, 0.0) / SECONDS_PER_HOUR);
    }

    private Figures.Jobs jobs() {
        RunResult.JobTotals jobs = run.jobs();
        return new Figures.Jobs(
                Estimate.count(jobs.arrived()),
                Estimate.count(jobs.completed()),
                Estimate.count(jobs.unfinished()),
                Estimate.count(jobs.waiting()),
                Estimate.count(jobs.running()),
                Estimate.count(jobs.awaitingRedelivery()),
                Estimate.count(jobs.requeued()),
                Estimate.count(jobs.redelivered()),
                Estimate.count(jobs.interrupted()),
                hours(jobs.lostNs()),
                Estimate.count(jobs.troubles().failed()),
                troubles(jobs.troubles()));
    }

    private static Figures.Troubles troubles(RunResult.Troubles troubles) {
        return new Figures.Troubles(
                Estimate.count(troubles.failedExecutions()),
                Estimate.count(troubles.retried()),
                Estimate.count(troubles.inBackoff()),
                Estimate.count(troubles.softLimits()),
                Estimate.count(troubles.hardLimits()),
                Estimate.count(troubles.workersLost()),
                Estimate.count(troubles.duplicated()),
                Estimate.count(troubles.duplicates()),
                hours(troubles.duplicateNs()));
    }

    private static Estimate hours(long ns) {
        return Estimate.of(ns / 1e9 / SECONDS_PER_HOUR);
    }

    private Map<String, Figures.Queue> queues() {
        Map<String, Figures.Queue> queues = new LinkedHashMap<>();
        for (RunResult.QueueResult queue : run.queues()) {
            queues.put(
                    queue.name(),
                    new Figures.Queue(
                            Estimate.count(queue.jobs().arrived()),
                            Estimate.count(queue.jobs().completed()),
                            Estimate.count(queue.jobs().unfinished()),
                            times(queue.waitS(), queue.waitQuantilesS()),
                            times(queue.turnaroundS(), queue.turnaroundQuantilesS()),
                            Estimate.of(queue.meanLength()),
                            Estimate.count(queue.maxLength()),
                            Estimate.count(queue.jobs().troubles().failed())));
        }
        return queues;
    }

    private Figures.Pods pods() {
        RunResult.PodResult pods = run.pods();
        return new Figures.Pods(
                Estimate.count(pods.created()),
                Estimate.count(pods.pendingAtEnd()),
                times(pods.pendingToBoundS(), pods.pendingToBoundQuantilesS()),
                times(pods.pendingToRunningS(), pods.pendingToRunningQuantilesS()),
                times(pods.pendingToWorkingS(), pods.pendingToWorkingQuantilesS()),
                Estimate.count(pods.restarts()));
    }

    private Map<String, Figures.Disruption> disruption() {
        Map<String, Figures.Disruption> lines = new LinkedHashMap<>();
        run.events()
                .disruptions()
                .forEach((method, all) -> lines.put(
                        method,
                        new Figures.Disruption(
                                all.reason(),
                                Estimate.count(all.commands()),
                                Estimate.count(all.nodes()),
                                Estimate.count(all.replacements()),
                                Estimate.of(all.savedMicroUsdPerHour() / 1e6 / all.commands()))));
        return lines;
    }

    private static Figures.Times times(Tally tally, QuantileSketch quantiles) {
        return new Figures.Times(
                Estimate.of(tally.mean()),
                Estimate.of(quantiles.quantile(0.5)),
                Estimate.of(quantiles.quantile(0.95)),
                Estimate.of(quantiles.quantile(0.99)),
                Estimate.of(tally.max()));
    }
}
