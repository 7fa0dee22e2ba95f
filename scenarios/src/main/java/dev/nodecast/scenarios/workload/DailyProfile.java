package dev.nodecast.scenarios.workload;

import java.time.DayOfWeek;
import java.util.Arrays;

/** How demand is spread over the hours of the day and the days of the week, as factors with mean 1. */
public final class DailyProfile {

    private static final int HOURS = 24;
    private static final int DAYS = 7;

    private final double[] hours;
    private final double[] weekdays;

    private DailyProfile(double[] hours, double[] weekdays) {
        this.hours = hours;
        this.weekdays = weekdays;
    }

    /**
     * A profile that is the same on every day.
     *
     * @param hours 24 weights of 0 or more, from midnight; scaled to mean 1
     */
    public static DailyProfile ofHours(double... hours) {
        double[] everyDay = new double[DAYS];
        Arrays.fill(everyDay, 1);
        return new DailyProfile(meanOne(hours, HOURS, "hours"), everyDay);
    }

    /** Without rhythm. */
    public static DailyProfile flat() {
        double[] everyHour = new double[HOURS];
        Arrays.fill(everyHour, 1);
        return ofHours(everyHour);
    }

    /**
     * The same hours, with a rhythm of the week.
     *
     * @param weekdays 7 weights of 0 or more, Monday first; scaled to mean 1
     */
    public DailyProfile withWeekdays(double... weekdays) {
        return new DailyProfile(hours, meanOne(weekdays, DAYS, "weekdays"));
    }

    /** The factor in the hour that begins at {@code hour} (0 to 23) of {@code day}. */
    public double factor(DayOfWeek day, int hour) {
        return hours[hour] * weekdays[day.getValue() - 1];
    }

    private static double[] meanOne(double[] weights, int count, String what) {
        double sum = Arrays.stream(weights).sum();
        if (weights.length != count || Arrays.stream(weights).anyMatch(weight -> !(weight >= 0)) || !(sum > 0)) {
            throw new IllegalArgumentException("found the weights " + Arrays.toString(weights) + "; expected " + count
                    + " " + what + " of 0 or more, not all 0");
        }
        return Arrays.stream(weights).map(weight -> weight * count / sum).toArray();
    }
}
