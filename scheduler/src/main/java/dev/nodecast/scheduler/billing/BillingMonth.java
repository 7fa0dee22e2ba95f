package dev.nodecast.scheduler.billing;

import java.time.YearMonth;

/**
 * How long the month of a “GB-month” is. AWS divides GB-hours by the hours of the calendar month (744 in October: the
 * example on the EFS pricing page).
 */
public record BillingMonth(long seconds) {

    private static final long SECONDS_PER_DAY = 86_400;

    /** 730 hours, the average that the AWS Pricing Calculator uses. */
    public static final BillingMonth AVERAGE = new BillingMonth(730 * 3_600);

    public BillingMonth {
        if (seconds <= 0) {
            throw new IllegalArgumentException("found a month of " + seconds + " s, expected more than 0");
        }
    }

    public static BillingMonth ofDays(int days) {
        return new BillingMonth(days * SECONDS_PER_DAY);
    }

    public static BillingMonth of(YearMonth month) {
        return ofDays(month.lengthOfMonth());
    }
}
