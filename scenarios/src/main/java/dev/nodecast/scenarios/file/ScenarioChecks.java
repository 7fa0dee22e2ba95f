package dev.nodecast.scenarios.file;

import dev.nodecast.scheduler.catalog.Catalogue;
import dev.nodecast.scheduler.catalog.EksRelease;
import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.manifest.tree.Spelling;
import dev.nodecast.scheduler.manifest.tree.TreeNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the parts of a scenario must be to each other and to the catalogue. */
final class ScenarioChecks {

    private static final Duration DURATION_MAX = Duration.ofDays(3660);
    private static final String INCONSISTENT = "NC0603";
    private static final String UNKNOWN_NAME = "NC0604";

    private final ScenarioFile file;
    private final TreeNode tree;
    private final Diagnostics diagnostics;

    private ScenarioChecks(ScenarioFile file, TreeNode tree, Diagnostics diagnostics) {
        this.file = file;
        this.tree = tree;
        this.diagnostics = diagnostics;
    }

    static void check(ScenarioFile file, TreeNode tree, Diagnostics diagnostics) {
        ScenarioChecks checks = new ScenarioChecks(file, tree, diagnostics);
        checks.duration();
        checks.region();
        checks.version();
        checks.arrivals();
        checks.workers();
        new TaskChecks(file, tree, diagnostics).check();
        checks.trace();
        checks.fleets();
        checks.autoscaler();
        checks.capacityReservations();
    }

    private void duration() {
        if (file.duration().isZero() || file.duration().compareTo(DURATION_MAX) > 0) {
            add(
                    INCONSISTENT,
                    "a scenario needs an end",
                    "`duration` of " + file.duration().toDays() + " days",
                    "more than 0s and at most 3660d",
                    "duration");
        }
    }

    private void region() {
        List<String> regions = Catalogue.bundled().regions();
        requireKnown(file.region(), regions, "region", "region");
        if (regions.contains(file.region())) {
            List<String> zones = Catalogue.bundled().region(file.region()).zones();
            for (int i = 0; i < file.cluster().zones().size(); i++) {
                requireKnown(file.cluster().zones().get(i), zones, "zone of " + file.region(), "cluster", "zones", i);
            }
        }
    }

    private void version() {
        List<String> versions = Catalogue.bundled().eksReleases().stream()
                .map(EksRelease::version)
                .toList();
        requireKnown(file.cluster().kubernetesVersion(), versions, "EKS release", "cluster", "kubernetesVersion");
    }

    private void arrivals() {
        file.workload()
                .queues()
                .forEach((name, queue) -> queue.arrivals().ifPresent(arrivals -> {
                    Object[] place = {"workload", "queues", name, "arrivals"};
                    requireCount(arrivals.hours(), 24, "hours", place);
                    requireCount(arrivals.weekdays(), 7, "weekdays", place);
                    if (arrivals.measured().isPresent() == arrivals.rate().perHour() > 0) {
                        boolean both = arrivals.measured().isPresent();
                        add(
                                INCONSISTENT,
                                "arrivals need either a rate or a measurement",
                                both ? "both" : "neither",
                                "`rate: 40/h`, or `measured: {file: …}`",
                                place);
                    }
                }));
    }

    private void requireCount(List<Double> weights, int count, String key, Object[] place) {
        boolean allZero = weights.stream().allMatch(weight -> weight == 0);
        if (!weights.isEmpty() && (weights.size() != count || allZero)) {
            add(
                    INCONSISTENT,
                    "`" + key + "` needs " + count + " weights",
                    weights.size() + " weights" + (allZero ? ", all 0" : ""),
                    count + " numbers of 0 or more, not all 0",
                    append(place, key));
        }
    }

    private void workers() {
        Set<String> queues = file.workload().queues().keySet();
        List<WorkersFile> workers = file.workload().workers();
        for (int i = 0; i < workers.size(); i++) {
            if (!workers.get(i).deployment().matches("[^/]+/[^/]+")) {
                add(
                        INCONSISTENT,
                        "a Deployment is named with its namespace",
                        "`" + workers.get(i).deployment() + "`",
                        "`namespace/name`, such as `prod/ai-worker`",
                        "workload",
                        "workers",
                        i,
                        "deployment");
            }
            for (int q = 0; q < workers.get(i).queues().size(); q++) {
                requireKnown(workers.get(i).queues().get(q), queues, "queue", "workload", "workers", i, "queues", q);
            }
            if (queues.isEmpty()) {
                add(
                        INCONSISTENT,
                        "workers need a queue",
                        "no queues",
                        "at least one under `workload.queues`",
                        "workload",
                        "workers",
                        i);
            }
        }
        if (workers.isEmpty() && !queues.isEmpty()) {
            diagnostics.add(
                    Diagnostic.warning(INCONSISTENT, place("workload", "queues"), "nobody takes jobs from the queues")
                            .found("no `workload.workers`")
                            .expected("a Deployment whose pods take jobs")
                            .consequence("all jobs wait until the end"));
        }
    }

    private void trace() {
        Set<String> queues = file.workload().queues().keySet();
        file.workload().trace().ifPresent(trace -> {
            trace.groups()
                    .forEach((group, queue) ->
                            requireKnown(queue, queues, "queue", "workload", "trace", "groups", group));
            trace.otherwise()
                    .ifPresent(queue -> requireKnown(queue, queues, "queue", "workload", "trace", "otherwise"));
            if (queues.isEmpty()) {
                add(
                        INCONSISTENT,
                        "a job trace needs a queue",
                        "no queues",
                        "at least one under `workload.queues`",
                        "workload",
                        "trace");
            }
        });
    }

    private void fleets() {
        Set<String> names = new LinkedHashSet<>();
        List<Fleet> fleets = file.fleets();
        for (int i = 0; i < fleets.size(); i++) {
            Fleet fleet = fleets.get(i);
            if (!names.add(fleet.name())) {
                add(
                        INCONSISTENT,
                        "two fleets have one name",
                        "`" + fleet.name() + "` again",
                        "a name for each",
                        "fleets",
                        i,
                        "name");
            }
            for (int h = 0; h < fleet.hours().size(); h++) {
                Fleet.Hours hours = fleet.hours().get(h);
                boolean toMidnight = hours.until().toSecondOfDay() == 0;
                if (!toMidnight && !hours.from().isBefore(hours.until())) {
                    add(
                            INCONSISTENT,
                            "hours end before they begin",
                            hours.from() + " to " + hours.until(),
                            "an end on the same day",
                            "fleets",
                            i,
                            "hours",
                            h);
                }
            }
        }
    }

    private void autoscaler() {
        AutoscalerSettings stated = file.autoscaler();
        if (stated.batchIdle().compareTo(stated.batchMax()) > 0) {
            add(
                    INCONSISTENT,
                    "the batch window ends before it is idle",
                    "`batchIdle` of " + stated.batchIdle().toMillis() + " ms and `batchMax` of "
                            + stated.batchMax().toMillis() + " ms",
                    "a `batchIdle` of at most `batchMax`",
                    "autoscaler",
                    "batchIdle");
        }
        if (stated.spotChoice().work().isZero()) {
            add(
                    INCONSISTENT,
                    "a job without work finishes nowhere",
                    "`work` of 0 s",
                    "what a job takes, such as 30m",
                    "autoscaler",
                    "spotChoice",
                    "work");
        }
    }

    private void capacityReservations() {
        Set<String> ids = new LinkedHashSet<>();
        List<ReservedBlock> blocks = file.capacityReservations();
        for (int i = 0; i < blocks.size(); i++) {
            String id = blocks.get(i).id();
            if (!id.matches("cr-[0-9a-z]+")) {
                add(
                        INCONSISTENT,
                        "this is not the id of a capacity reservation",
                        "`" + id + "`",
                        "an id such as cr-0123456789abcdef0",
                        "capacityReservations",
                        i,
                        "id");
            }
            if (!ids.add(id)) {
                add(
                        INCONSISTENT,
                        "two capacity reservations have one id",
                        "`" + id + "` again",
                        "an id for each",
                        "capacityReservations",
                        i,
                        "id");
            }
        }
    }

    private void requireKnown(String name, Collection<String> known, String what, Object... place) {
        if (known.contains(name)) {
            return;
        }
        Diagnostic diagnostic = Diagnostic.error(UNKNOWN_NAME, place(place), "there is no " + what + " `" + name + "`")
                .field(path(place))
                .found("`" + name + "`")
                .expected(known.isEmpty() ? "none is defined" : "one of " + String.join(", ", known));
        diagnostics.add(Spelling.nearest(name, known)
                .map(near -> diagnostic.help("did you mean `" + near + "`?"))
                .orElse(diagnostic));
    }

    private void add(String rule, String message, String found, String expected, Object... place) {
        diagnostics.add(Diagnostic.error(rule, place(place), message)
                .field(path(place))
                .found(found)
                .expected(expected));
    }

    private SourceMark place(Object... steps) {
        return SettingPlace.mark(tree, steps);
    }

    private static String path(Object... steps) {
        return SettingPlace.path(steps);
    }

    private static Object[] append(Object[] steps, Object last) {
        List<Object> all = new ArrayList<>(List.of(steps));
        all.add(last);
        return all.toArray();
    }
}
