package dev.nodecast.scheduler.billing;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A commitment to spend so much an hour on on-demand instances at lower rates. It is charged for every hour, used or not.
 *
 * @param committedMicroUsdPerHour at the plan's rates
 * @param microUsdPerHourByInstanceType the plan's rates; types that are not named are not covered
 */
public record SavingsPlan(
        String name, long committedMicroUsdPerHour, SortedMap<String, Long> microUsdPerHourByInstanceType) {

    public SavingsPlan {
        if (committedMicroUsdPerHour <= 0) {
            throw new IllegalArgumentException("Savings Plan " + name + ": found a commitment of "
                    + committedMicroUsdPerHour + " micro-USD per hour, expected more than 0");
        }
        microUsdPerHourByInstanceType = Collections.unmodifiableSortedMap(new TreeMap<>(microUsdPerHourByInstanceType));
    }
}
