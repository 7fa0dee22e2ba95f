package dev.nodecast.reports.input;

/**
 * A row of {@code jobs.csv}. Times are seconds since the scenario's start; not-a-number where they did not come.
 *
 * @param waitS from arrival to the first start
 */
public record JobRow(String queue, double arrivalS, double completedS, double waitS) {

    public boolean started() {
        return !Double.isNaN(waitS);
    }

    public boolean completed() {
        return !Double.isNaN(completedS);
    }
}
