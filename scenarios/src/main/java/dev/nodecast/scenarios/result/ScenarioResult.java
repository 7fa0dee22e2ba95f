package dev.nodecast.scenarios.result;

import java.util.List;

/**
 * Everything that a simulation of a scenario has to say.
 *
 * @param schemaVersion of this shape; {@link #SCHEMA_VERSION}
 * @param version of Nodecast
 * @param scenario what was simulated
 * @param seed what its randomness derives from
 * @param replications how many independent repetitions the numbers are the mean of
 * @param figures the numbers
 * @param objectives what the scenario wants, and whether it got it
 * @param closedForms theory beside simulation, where the scenario asks for it
 * @param warnings what a reader of the numbers should know
 */
public record ScenarioResult(
        int schemaVersion,
        String version,
        Identity scenario,
        long seed,
        int replications,
        Figures figures,
        List<Objective> objectives,
        List<ClosedForm> closedForms,
        List<String> warnings) {

    /** Goes up when a reader of older files would be misled. */
    public static final int SCHEMA_VERSION = 1;

    public ScenarioResult {
        objectives = List.copyOf(objectives);
        closedForms = List.copyOf(closedForms);
        warnings = List.copyOf(warnings);
    }

    /** Whether every objective was met. */
    public boolean objectivesMet() {
        return objectives.stream().allMatch(Objective::met);
    }

    /**
     * What was simulated.
     *
     * @param hash SHA-256 over the resolved scenario and all files it names, seed excepted; 64 hexadecimal digits
     * @param start with the offset of the time zone, ISO 8601
     * @param durationHours length of the run
     * @param priceDate the youngest price used, ISO 8601
     * @param market the spot market's name
     */
    public record Identity(
            String name,
            String description,
            String hash,
            String start,
            String timeZone,
            double durationHours,
            String region,
            String kubernetesVersion,
            String priceDate,
            String market) {}

    /**
     * Something that the scenario wants.
     *
     * @param measure path of the number in the result, such as {@code queues.pro.wait.p95}
     * @param atMost the greatest value that is good enough
     * @param unit {@code s}, {@code USD}, or empty for a count
     * @param found the value; the objective is missed where there is none
     */
    public record Objective(String measure, double atMost, String unit, Estimate found, boolean met) {}

    /**
     * A number that queueing theory knows.
     *
     * @param measure path of the number in the result
     * @param expected what the closed form gives, steady state
     * @param found what the simulation gives
     * @param formula its name
     */
    public record ClosedForm(String measure, double expected, Estimate found, String formula) {}
}
