package dev.nodecast.reports.input;

import dev.nodecast.scenarios.result.ScenarioResult;

/** The {@code run} column: the first eight digits of the scenario's hash, the seed and the replication. */
final class RunMark {
    private static final int HASH_DIGITS = 8;

    private final String prefix;
    private final int replications;

    RunMark(ScenarioResult summary) {
        String hash = summary.scenario().hash();
        prefix = hash.substring(0, Math.min(HASH_DIGITS, hash.length())) + "-" + summary.seed() + "-";
        replications = summary.replications();
    }

    /** The row's replication from 0; refuses a row of another run. */
    int replication(CsvLine row) {
        String run = row.text("run");
        if (run.startsWith(prefix)) {
            String replication = run.substring(prefix.length());
            if (replication.matches("[0-9]{1,9}") && Integer.parseInt(replication) < replications) {
                return Integer.parseInt(replication);
            }
        }
        throw row.refused(
                "run `" + run + "`",
                "`" + prefix + "0`" + (replications > 1 ? " to `" + prefix + (replications - 1) + "`" : "")
                        + ", the run of summary.json");
    }
}
