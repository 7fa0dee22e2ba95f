package dev.nodecast.scheduler.billing;

import dev.nodecast.scheduler.model.WellKnown;
import java.util.concurrent.TimeUnit;

/**
 * How EC2 turns the life of a Linux instance into billed seconds.
 *
 * <p>EC2 bills “in one-second increments, with a minimum of 60 seconds”. It does not say what becomes of a begun second; it
 * is counted as a whole one here, once per instance. A spot instance that EC2 interrupts within its first hour is free
 * (EC2 User Guide, “Billing for interrupted Spot Instances”); one that is interrupted later pays all of its seconds.
 *
 * @param minimumSeconds billed at least, 60
 * @param firstHourFreeOnInterruption whether a spot instance that EC2 interrupts before it is one hour old is free
 */
public record Ec2BillingRules(long minimumSeconds, boolean firstHourFreeOnInterruption) {

    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long NANOS_PER_HOUR = TimeUnit.HOURS.toNanos(1);

    public static final Ec2BillingRules STANDARD = new Ec2BillingRules(60, true);

    public Ec2BillingRules {
        if (minimumSeconds < 0) {
            throw new IllegalArgumentException("found a minimum of " + minimumSeconds + " s, expected 0 or more");
        }
    }

    public Ec2BillingRules withFirstHourFreeOnInterruption(boolean free) {
        return new Ec2BillingRules(minimumSeconds, free);
    }

    /** Seconds billed for a life of {@code existedNs}. */
    public long billedSeconds(long existedNs) {
        return Math.max(minimumSeconds, startedSeconds(existedNs));
    }

    boolean free(String capacityType, long existedNs, EndedBy endedBy) {
        return firstHourFreeOnInterruption
                && endedBy == EndedBy.EC2_INTERRUPTION
                && capacityType.equals(WellKnown.SPOT)
                && existedNs < NANOS_PER_HOUR;
    }

    static long startedSeconds(long existedNs) {
        return Math.ceilDiv(existedNs, NANOS_PER_SECOND);
    }
}
