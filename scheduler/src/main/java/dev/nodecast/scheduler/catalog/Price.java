package dev.nodecast.scheduler.catalog;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A price and how it is known.
 *
 * @param microUsd per the unit of what is priced: per hour for an instance
 * @param date when it held; null where unknown
 * @param source for people to read
 */
public record Price(long microUsd, @Nullable LocalDate date, Confidence confidence, String source) {

    Price withMicroUsd(long changed, String how) {
        return new Price(changed, date, confidence, source + "; " + how);
    }
}
