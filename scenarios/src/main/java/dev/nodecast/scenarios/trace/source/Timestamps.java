package dev.nodecast.scenarios.trace.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Points in time as traces print them. */
public final class Timestamps {

    private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter();

    private Timestamps() {}

    /**
     * The instant of ISO 8601 text with offset or {@code Z}, of {@code yyyy-MM-dd HH:mm:ss[.fraction]} without one
     * (taken as UTC), or of a number of seconds since 1970; null if it is none of these.
     */
    public static @Nullable Instant instant(String text) {
        String trimmed = text.trim();
        Long epochNs = DecimalText.scaled(trimmed, 9);
        if (epochNs != null) {
            return Instant.ofEpochSecond(
                    Math.floorDiv(epochNs, 1_000_000_000L), Math.floorMod(epochNs, 1_000_000_000L));
        }
        try {
            return OffsetDateTime.parse(trimmed.replace(' ', 'T')).toInstant();
        } catch (DateTimeException offsetMissing) {
            return local(trimmed);
        }
    }

    private static @Nullable Instant local(String text) {
        try {
            return LocalDateTime.parse(text, LOCAL).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Nanoseconds from {@code start} to {@code end}. */
    public static long nanosBetween(Instant start, Instant end) {
        return ChronoUnit.NANOS.between(start, end);
    }

    /** Midnight UTC of the day of {@code instant}. */
    public static Instant startOfDay(Instant instant) {
        return instant.truncatedTo(ChronoUnit.DAYS);
    }
}
