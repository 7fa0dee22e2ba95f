package dev.nodecast.scenarios.file;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.manifest.tree.TreeNode;
import dev.nodecast.sim.random.Distribution;
import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.random.RandomStreams;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What failures, retries, time limits and the broker's visibility timeout must be to each other. */
final class TaskChecks {

    private static final String INCONSISTENT = "NC0603";
    private static final String EXECUTED_AGAIN = "NC0616";

    /** Draws from a service time, to see what share of the jobs is longer than a limit. */
    private static final int DRAWS = 10_000;

    private final ScenarioFile file;
    private final TreeNode tree;
    private final Diagnostics diagnostics;

    TaskChecks(ScenarioFile file, TreeNode tree, Diagnostics diagnostics) {
        this.file = file;
        this.tree = tree;
        this.diagnostics = diagnostics;
    }

    void check() {
        file.workload().queues().forEach(this::queue);
        List<WorkersFile> workers = file.workload().workers();
        for (int i = 0; i < workers.size(); i++) {
            if (workers.get(i).acksLate()) {
                visibility(i, workers.get(i));
            }
        }
    }

    private void queue(String name, WorkloadFile.Queue queue) {
        WorkloadFile.Failures failures = queue.failures();
        if (failures.probability() + failures.workerLost() > 1) {
            SourceMark mark = SettingPlace.mark(tree, "workload", "queues", name, "failures");
            diagnostics.add(Diagnostic.error(INCONSISTENT, mark, "more executions fail than there are")
                    .field(SettingPlace.path("workload", "queues", name, "failures"))
                    .found("probabilities of " + failures.probability() + " and " + failures.workerLost())
                    .expected("a sum of at most 1"));
        }
        WorkloadFile.TimeLimits limits = queue.timeLimits();
        boolean never = !limits.hard().isZero() && limits.soft().compareTo(limits.hard()) >= 0;
        if (never) {
            SourceMark mark = SettingPlace.mark(tree, "workload", "queues", name, "timeLimits", "soft");
            diagnostics.add(Diagnostic.warning(INCONSISTENT, mark, "the soft time limit never comes")
                    .field(SettingPlace.path("workload", "queues", name, "timeLimits", "soft"))
                    .found("a soft limit of " + text(limits.soft()) + " and a hard one of " + text(limits.hard()))
                    .expected("a soft limit below the hard one"));
        }
    }

    private void visibility(int index, WorkersFile workers) {
        Map<String, WorkloadFile.Queue> queues = file.workload().queues();
        List<String> served = workers.queues().isEmpty() ? List.copyOf(queues.keySet()) : workers.queues();
        for (String name : served) {
            WorkloadFile.Queue queue = queues.get(name);
            if (queue != null) {
                longJobs(index, workers, name, queue);
                longRetries(index, workers, name, queue);
            }
        }
    }

    private void longJobs(int index, WorkersFile workers, String name, WorkloadFile.Queue queue) {
        Duration timeout = workers.visibilityTimeout();
        double share =
                queue.arrivals().isEmpty() ? 0 : shareAbove(queue.service().seconds(), seconds(timeout));
        Duration limit = longest(queue.timeLimits());
        boolean stopped = !limit.isZero() && limit.compareTo(timeout) <= 0;
        if (!stopped && (share > 0 || !limit.isZero())) {
            String jobs = share > 0
                    ? String.format(Locale.ROOT, "%.1f %% of the jobs of `%s` take longer", share * 100, name)
                    : "jobs of `" + name + "` may take " + text(limit);
            add(
                    index,
                    timeout,
                    jobs + ", and there is " + (limit.isZero() ? "no time limit" : "a limit of " + text(limit)));
        }
    }

    /** The first limit that takes the job from its worker. */
    private static Duration longest(WorkloadFile.TimeLimits limits) {
        boolean soft = !limits.soft().isZero();
        return soft && (limits.hard().isZero() || limits.soft().compareTo(limits.hard()) < 0)
                ? limits.soft()
                : limits.hard();
    }

    private void longRetries(int index, WorkersFile workers, String name, WorkloadFile.Queue queue) {
        WorkloadFile.Retries retries = queue.retries();
        double doubled = seconds(retries.backoff()) * Math.scalb(1.0, Math.max(0, retries.max() - 1));
        double longestS = Math.min(seconds(retries.backoffMax()), doubled);
        if (retries.max() > 0 && longestS > seconds(workers.visibilityTimeout())) {
            add(
                    index,
                    workers.visibilityTimeout(),
                    "a retry of `" + name + "` waits up to " + text(Duration.ofSeconds((long) longestS)));
        }
    }

    private void add(int index, Duration timeout, String against) {
        Object[] place = {"workload", "workers", index, "visibilityTimeout"};
        diagnostics.add(Diagnostic.warning(
                        EXECUTED_AGAIN,
                        SettingPlace.mark(tree, place),
                        "the visibility timeout ends while jobs are with their workers")
                .field(SettingPlace.path(place))
                .found("a visibility timeout of " + text(timeout) + "; " + against)
                .expected("a timeout above the longest job, its retries included")
                .consequence("they are executed again and again, and the workers' time on that is wasted")
                .help("raise `visibilityTimeout`, or let a soft time limit below it requeue the job"));
    }

    private static double shareAbove(Distribution service, double limitS) {
        RandomStream random = new RandomStreams(0, 0).stream("task-checks");
        int above = 0;
        for (int i = 0; i < DRAWS; i++) {
            above += service.sample(random) > limitS ? 1 : 0;
        }
        return (double) above / DRAWS;
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private static String text(Duration time) {
        return time.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
