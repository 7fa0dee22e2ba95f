package dev.nodecast.scheduler.interruption;

/**
 * What an interruption costs a job, and so what a job costs on capacity that is taken back now and then.
 *
 * <p>A job needs {@code w} hours of work on a machine that is taken at the rate {@code h} an hour, at no time more likely
 * than at another. A machine that takes the lost one's place is paid for during {@code r} hours before it works.
 *
 * <ul>
 *   <li>Where work is saved when the notice comes, an interruption costs {@code r} and there are {@code hw} of them:
 *       {@code E[T] = w (1 + hr)}.
 *   <li>Otherwise all work since the last save is done again, and an interruption of the restart begins it anew. With
 *       saves after every {@code c} hours of work, {@code E[T] = (w / c) (1 / h) e^(hr) (e^(hc) - 1)}: the complete wall
 *       clock time of J. T. Daly, “A higher order estimate of the optimum checkpoint interval for restart dumps”, FGCS 22
 *       (2006), equation 20, with saving taken as part of the work. Without saves {@code c = w}.
 * </ul>
 *
 * <p>The machine's price times {@code E[T]} is what the job costs on average; {@code E[T] / w} is by how much a price on
 * the list is to be multiplied to compare it with that of a machine that nobody takes. Without interruptions it is 1.
 *
 * @param workHours a job's work on a machine that nobody takes, in hours
 * @param saveHours work between two saves, in hours; {@link #NEVER} where a job begins anew
 * @param restartHours from the loss of a machine until another one works, in hours
 * @param savesAtNotice whether the work is saved when the cloud announces the interruption
 */
public record JobRisk(double workHours, double saveHours, double restartHours, boolean savesAtNotice) {

    /** No saves. */
    public static final double NEVER = Double.POSITIVE_INFINITY;

    /** No price is multiplied by more, so that it remains a price. */
    public static final double MOST = 1_000;

    /** Half an hour's work that is lost as a whole, and five minutes until another machine works. */
    public static final JobRisk DEFAULT = new JobRisk(.5, NEVER, 5 / 60.0, false);

    public JobRisk {
        if (!(workHours > 0 && workHours < NEVER) || !(saveHours > 0) || !(restartHours >= 0 && restartHours < NEVER)) {
            throw new IllegalArgumentException("job: found " + workHours + " h of work, saved every " + saveHours
                    + " h, restarted in " + restartHours + " h; expected work and saves of more than 0 h");
        }
    }

    /** By how much a job's time is longer at this rate of interruptions than without any: {@code E[T] / w}, at most 1,000. */
    public double factor(double interruptionsPerHour) {
        double h = interruptionsPerHour;
        if (!(h > 0)) {
            return 1;
        }
        double factor = savesAtNotice ? 1 + h * restartHours : withLostWork(h);
        return Math.min(MOST, factor);
    }

    private double withLostWork(double h) {
        double saved = Math.min(saveHours, workHours);
        return StrictMath.exp(h * restartHours) * StrictMath.expm1(h * saved) / (h * saved);
    }
}
