package dev.nodecast.scenarios.file;

import dev.nodecast.scenarios.file.binding.Doc;
import dev.nodecast.scenarios.file.value.Amount;
import dev.nodecast.scenarios.file.value.FileRef;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** What a scenario file says. Only {@code name} and {@code duration} must be there; the rest has defaults. */
public record ScenarioFile(
        @Doc(value = "Name of the scenario, as results print it.", required = true)
        String name,

        @Doc("What is simulated, in a sentence.") String description,

        @Doc("When the simulation begins: a date or date and time in the time zone.")
        LocalDateTime start,

        @Doc("Time zone of the daily rhythm, of fleets' hours and of days in results.")
        ZoneId timeZone,

        @Doc(value = "How long is simulated, such as 31d.", required = true)
        Duration duration,

        @Doc("Region: decides prices, zones and what can be bought.")
        String region,

        @Doc("What all randomness derives from; the same seed gives the same result.")
        long seed,

        @Doc("Kubernetes manifests: files, folders (relative to this file) or builtin:NAME.")
        List<FileRef> manifests,

        @Doc("Whether errors in what manifests say end the run (fail) or stand in its warnings (warn).")
        ManifestErrors manifestErrors,

        @Doc("Facts about the cluster that no manifest states.")
        ClusterFacts cluster,

        @Doc("Jobs, their queues, and who works on them.") WorkloadFile workload,

        @Doc("The spot market: capacity, interruptions, prices.")
        SpotFile spot,

        @Doc("Your own prices and discounts: CSV files over the bundled catalogue.")
        List<FileRef> prices,

        @Doc("Instances that exist by plan: system nodes, or machines that are on at certain hours.")
        List<Fleet> fleets,

        @Doc("Capacity that is reserved for the account.") List<ReservedBlock> capacityReservations,

        @Doc("How the node autoscaler is set.") AutoscalerSettings autoscaler,

        @Doc("Cluster Autoscaler in Karpenter's place, to compare with.")
        ClusterAutoscalerFile clusterAutoscaler,

        @Doc("What stands on the bill.") Bill bill,

        @Doc("What the scenario wants; a missed objective makes the exit code 1.")
        List<Objective> objectives,

        @Doc("A closed form of queueing theory to print beside the result.")
        ClosedForm closedForm,

        @Doc("Variants to print beside the result: name to overrides, as `path: value`.")
        Map<String, Map<String, String>> beside,

        @Doc("What is written down while the simulation runs.")
        Sampling sampling) {

    /** {@code name} and {@code duration} stand for what every scenario says itself. */
    public static final ScenarioFile DEFAULTS = new ScenarioFile(
            "my-scenario",
            "",
            LocalDateTime.of(2026, 10, 1, 0, 0),
            ZoneId.of("Asia/Seoul"),
            Duration.ofDays(31),
            "ap-northeast-2",
            1,
            List.of(),
            ManifestErrors.FAIL,
            ClusterFacts.DEFAULTS,
            WorkloadFile.DEFAULTS,
            SpotFile.DEFAULTS,
            List.of(),
            List.of(),
            List.of(),
            AutoscalerSettings.DEFAULTS,
            ClusterAutoscalerFile.DEFAULTS,
            Bill.DEFAULTS,
            List.of(),
            ClosedForm.NONE,
            Map.of(),
            Sampling.DEFAULTS);

    /** What becomes of errors in manifests. Files that cannot be read at all always end the run. */
    public enum ManifestErrors {
        FAIL,
        WARN
    }

    /** Closed forms. */
    public enum ClosedForm {
        NONE,
        /** M/M/c: one queue with Poisson arrivals and exponential service, served by as many workers as replicas. */
        ERLANG_C
    }

    /** Something that the scenario wants. */
    public record Objective(
            @Doc(
                    value = "Path of a number in the result, such as queues.queue:pro.wait.p95 or cost.total.",
                    required = true)
            String measure,

            @Doc(
                    value = "The greatest value that is good enough, with its unit: 5m, 1200USD, 10 jobs.",
                    required = true)
            Amount atMost) {

        public static final Objective DEFAULTS = new Objective("", new Amount(0, "s"));
    }

    /** What is written down. */
    public record Sampling(
            @Doc("Time between rows of timeline.csv; 0 for none.")
            Duration interval) {

        public static final Sampling DEFAULTS = new Sampling(Duration.ofMinutes(5));
    }
}
