package dev.nodecast.cli.screen;

import dev.nodecast.scenarios.result.Estimate;
import dev.nodecast.scenarios.result.Figures;
import dev.nodecast.scenarios.result.ScenarioResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The result of a simulation on one screen: what it cost, what it bought, how long people waited, what went wrong. */
public final class ResultScreen {

    private static final int HASH_DIGITS = 12;
    private static final int WARNINGS_SHOWN = 8;

    private final ScenarioResult result;
    private final Figures figures;
    private final Lines lines = new Lines();

    private ResultScreen(ScenarioResult result) {
        this.result = result;
        this.figures = result.figures();
    }

    public static String of(ScenarioResult result) {
        return new ResultScreen(result).render();
    }

    private String render() {
        heading();
        cost();
        bounds();
        beside();
        gpus();
        queues();
        nodesAndJobs();
        disruption();
        theory();
        objectives();
        warnings();
        return lines.toString();
    }

    private void heading() {
        ScenarioResult.Identity scenario = result.scenario();
        lines.line(scenario.name() + ": " + scenario.description());
        lines.line("from " + scenario.start() + " (" + scenario.timeZone() + "), "
                + Numbers.time(scenario.durationHours() * 3600) + ", " + scenario.region() + ", Kubernetes "
                + scenario.kubernetesVersion() + ", spot market: " + scenario.market() + ", prices of "
                + scenario.priceDate());
        String range = result.replications() > 1 ? ", mean [95 % interval]" : "";
        lines.line("scenario "
                + scenario.hash()
                        .substring(0, Math.min(HASH_DIGITS, scenario.hash().length()))
                + ", seed " + result.seed() + ", " + result.replications()
                + (result.replications() == 1 ? " replication" : " replications") + range + ", nodecast "
                + result.version());
    }

    private void cost() {
        Figures.Cost cost = figures.cost();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("COST", Numbers.usd(cost.total())));
        part(rows, "compute", cost.compute());
        part(rows, "storage", cost.storage());
        part(rows, "control plane", cost.controlPlane());
        part(rows, "system nodes", cost.systemNodes());
        part(rows, "data", cost.data());
        part(rows, "unused commitment", cost.commitment());
        rows.add(List.of("per completed job", Numbers.usd(cost.perCompletedJob())));
        lines.blank().table(rows);
        List<List<String>> fleet = new ArrayList<>();
        fleet.add(List.of("COMPUTE", "cost", "launched", "hours", "GPU-hours used / bought"));
        for (Map.Entry<String, Figures.FleetLine> entry : figures.fleet().entrySet()) {
            Figures.FleetLine line = entry.getValue();
            fleet.add(List.of(
                    line.nodePool() + "  " + line.instanceType() + "  " + line.capacityType(),
                    Numbers.usd(line.cost()),
                    Numbers.count(line.launched()),
                    Numbers.hours(line.hours()),
                    Numbers.share(line.gpuHoursUsed(), line.gpuHours())));
        }
        if (fleet.size() > 1) {
            lines.blank().table(fleet);
        }
    }

    private static void part(List<List<String>> rows, String name, Estimate amount) {
        if (amount.known() && amount.mean() != 0) {
            rows.add(List.of("  " + name, Numbers.usd(amount)));
        }
    }

    private void bounds() {
        Figures.Spot spot = figures.spot();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("AGAINST", "compute", "mean wait"));
        rows.add(List.of("this run", Numbers.usd(figures.cost().compute()), Numbers.time(meanWait())));
        bound(rows, "the same demand, all on-demand", Figures.Bound.ALL_ON_DEMAND);
        bound(rows, "never scaled down", Figures.Bound.NEVER_SCALED_DOWN);
        bound(rows, "perfect foresight", Figures.Bound.PERFECT_FORESIGHT);
        lines.blank().table(rows);
        if (spot.share().known() && spot.share().mean() > 0) {
            lines.line("  spot: " + Numbers.percent(spot.share()) + " of the instance-hours, "
                    + Numbers.usd(spot.saving()) + " less than on-demand");
        }
    }

    private void beside() {
        if (figures.beside().isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("BESIDE", "total", "compute", "GPU-hours bought"));
        figures.beside()
                .forEach((name, variant) -> rows.add(List.of(
                        name,
                        Numbers.usd(variant.total()),
                        Numbers.usd(variant.compute()),
                        Numbers.hours(variant.gpuHoursBought()))));
        lines.blank().table(rows);
    }

    private Estimate meanWait() {
        double weighted = 0;
        double jobs = 0;
        for (Figures.Queue queue : figures.queues().values()) {
            if (queue.waits().mean().known()) {
                weighted += queue.waits().mean().mean() * queue.arrived().mean();
                jobs += queue.arrived().mean();
            }
        }
        return Estimate.of(jobs == 0 ? Double.NaN : weighted / jobs);
    }

    private void bound(List<List<String>> rows, String name, String key) {
        Figures.Bound bound = figures.bounds().get(key);
        if (bound != null) {
            rows.add(List.of(name, Numbers.usd(bound.compute()), Numbers.time(bound.meanWait())));
        }
    }

    private void gpus() {
        Figures.GpuHours gpus = figures.gpuHours();
        if (!gpus.bought().known() || gpus.bought().mean() == 0) {
            return;
        }
        Figures.GpuHours.IdleBecause idle = gpus.idleBecause();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("GPU-HOURS bought", Numbers.hours(gpus.bought()), ""));
        rows.add(List.of("used by jobs", Numbers.hours(gpus.used()), Numbers.share(gpus.used(), gpus.bought())));
        idle(rows, "idle: node starting", idle.booting());
        idle(rows, "idle: image pull", idle.imagePull());
        idle(rows, "idle: model load", idle.modelLoad());
        idle(rows, "idle: waiting for jobs", idle.waitingForJobs());
        idle(rows, "idle: no pod on it", idle.unassigned());
        idle(rows, "idle: draining", idle.draining());
        lines.blank().table(rows);
    }

    private void idle(List<List<String>> rows, String name, Estimate hours) {
        rows.add(List.of(
                name,
                Numbers.hours(hours),
                Numbers.share(hours, figures.gpuHours().bought())));
    }

    private void queues() {
        if (figures.queues().isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("WAITING", "jobs", "completed", "mean", "p50", "p95", "p99", "max"));
        for (Map.Entry<String, Figures.Queue> entry : figures.queues().entrySet()) {
            Figures.Queue queue = entry.getValue();
            Figures.Times waits = queue.waits();
            rows.add(List.of(
                    entry.getKey(),
                    Numbers.count(queue.arrived()),
                    Numbers.count(queue.completed()),
                    Numbers.time(waits.mean()),
                    Numbers.time(waits.p50()),
                    Numbers.time(waits.p95()),
                    Numbers.time(waits.p99()),
                    Numbers.time(waits.max())));
        }
        lines.blank().table(rows);
    }

    private void nodesAndJobs() {
        Figures.Nodes nodes = figures.nodes();
        Figures.Jobs jobs = figures.jobs();
        Figures.Times toWork = figures.pods().pendingToWorking();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "nodes launched", Numbers.count(nodes.launched()), "at most at once", Numbers.count(nodes.peak())));
        rows.add(List.of(
                "nodes interrupted",
                Numbers.count(nodes.interrupted()),
                "launches refused",
                Numbers.count(nodes.launchFailures())));
        rows.add(List.of(
                "jobs interrupted",
                Numbers.count(jobs.interrupted()),
                "given back / redelivered",
                Numbers.count(jobs.requeued()) + " / " + Numbers.count(jobs.redelivered())));
        rows.add(List.of(
                "work lost", Numbers.hours(jobs.lostHours()), "jobs unfinished", Numbers.count(jobs.unfinished())));
        troubles(rows, jobs);
        if (any(figures.pods().restarts())) {
            rows.add(
                    List.of("containers restarted", Numbers.count(figures.pods().restarts()), "", ""));
        }
        rows.add(List.of(
                "worker pending to working, p50", Numbers.time(toWork.p50()), "p95", Numbers.time(toWork.p95())));
        rows.add(List.of(
                "pod pending to having a node, p50",
                Numbers.time(figures.pods().pendingToBound().p50()),
                "p95",
                Numbers.time(figures.pods().pendingToBound().p95())));
        rows.add(List.of(
                "pod pending to running, p50",
                Numbers.time(figures.pods().pendingToRunning().p50()),
                "p95",
                Numbers.time(figures.pods().pendingToRunning().p95())));
        lines.blank().table(rows);
    }

    private void disruption() {
        if (figures.disruption().isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("DISRUPTION", "reason", "commands", "nodes", "replacements", "each saves"));
        figures.disruption()
                .forEach((method, line) -> rows.add(List.of(
                        method,
                        line.reason(),
                        Numbers.count(line.commands()),
                        Numbers.count(line.nodes()),
                        Numbers.count(line.replacements()),
                        Numbers.usdPerHour(line.savedPerHour()))));
        lines.blank().table(rows);
    }

    private static void troubles(List<List<String>> rows, Figures.Jobs jobs) {
        Figures.Troubles troubles = jobs.troubles();
        if (any(jobs.failed(), troubles.failedExecutions(), troubles.softLimits(), troubles.workersLost())) {
            rows.add(List.of(
                    "jobs failed for good",
                    Numbers.count(jobs.failed()),
                    "exceptions / retries",
                    Numbers.count(troubles.failedExecutions()) + " / " + Numbers.count(troubles.retried())));
            rows.add(List.of(
                    "soft / hard time limits",
                    Numbers.count(troubles.softLimits()) + " / " + Numbers.count(troubles.hardLimits()),
                    "child processes lost",
                    Numbers.count(troubles.workersLost())));
        }
        if (any(troubles.duplicated())) {
            rows.add(List.of(
                    "delivered again while at work",
                    Numbers.count(troubles.duplicated()),
                    "work on jobs that were done",
                    Numbers.hours(troubles.duplicateHours())));
        }
    }

    private static boolean any(Estimate... counts) {
        return Stream.of(counts).anyMatch(count -> count.known() && count.mean() > 0);
    }

    private void theory() {
        if (result.closedForms().isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("THEORY", "expected", "simulated", "formula"));
        for (ScenarioResult.ClosedForm form : result.closedForms()) {
            rows.add(List.of(
                    form.measure(), number(Estimate.of(form.expected())), number(form.found()), form.formula()));
        }
        lines.blank().table(rows);
    }

    private static String number(Estimate value) {
        return value.known() ? String.format(Locale.ROOT, "%.4f", value.mean()) : "–";
    }

    private void objectives() {
        if (result.objectives().isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("OBJECTIVES", "found", "at most", ""));
        for (ScenarioResult.Objective objective : result.objectives()) {
            rows.add(List.of(
                    objective.measure(),
                    inUnit(objective.found(), objective.unit()),
                    inUnit(Estimate.of(objective.atMost()), objective.unit()),
                    objective.met() ? "met" : "MISSED"));
        }
        lines.blank().table(rows);
    }

    private static String inUnit(Estimate value, String unit) {
        return switch (unit) {
            case "s" -> Numbers.time(value);
            case "USD" -> Numbers.usd(value);
            default -> Numbers.count(value);
        };
    }

    private void warnings() {
        if (result.warnings().isEmpty()) {
            return;
        }
        lines.blank().line("WARNINGS");
        result.warnings().stream().limit(WARNINGS_SHOWN).forEach(warning -> lines.line("  - " + warning));
        int more = result.warnings().size() - WARNINGS_SHOWN;
        if (more > 0) {
            lines.line("  and " + more + " more: see warnings[] of --format json");
        }
    }
}
