package dev.nodecast.scheduler.manifest.grammar;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A five-field cron schedule or one of {@code @yearly}, {@code @annually}, {@code @monthly}, {@code @weekly},
 * {@code @daily}, {@code @midnight}, {@code @hourly}, as Karpenter's budgets and KEDA's cron trigger write it. Each field is a bit set.
 *
 * @param dayRestricted whether the day of the month was given; with both days given, either is enough (crontab(5))
 * @param weekdayRestricted whether the day of the week was given
 */
public record CronSchedule(
        long minutes,
        long hours,
        long days,
        long months,
        long weekdays,
        boolean dayRestricted,
        boolean weekdayRestricted) {

    /** For "expected: …". */
    public static final String EXPECTED =
            "five cron fields (minute hour day month weekday), such as `0 9 * * mon-fri`, or a name such as `@daily`";

    private static final int YEARS_AHEAD = 5;
    private static final int MINUTES_OF_DAY = 24 * 60;
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> WEEKDAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

    /** The values one field may have, and the names for them beginning at {@code min}. */
    private record Field(int min, int max, List<String> names) {}

    private static final List<Field> FIELDS = List.of(
            new Field(0, 59, List.of()),
            new Field(0, 23, List.of()),
            new Field(1, 31, List.of()),
            new Field(1, 12, MONTHS),
            new Field(0, 6, WEEKDAYS));

    /** Parses a schedule; empty where the text is none. */
    public static Optional<CronSchedule> parse(String text) {
        String trimmed = text.strip();
        String[] parts = withoutName(trimmed).split("\\s+", -1);
        if (parts.length != FIELDS.size()) {
            return Optional.empty();
        }
        List<Long> bits = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            OptionalLong field = bitsOf(parts[i], FIELDS.get(i));
            if (field.isEmpty()) {
                return Optional.empty();
            }
            bits.add(field.getAsLong());
        }
        return Optional.of(new CronSchedule(
                bits.get(0), bits.get(1), bits.get(2), bits.get(3), bits.get(4), !isStar(parts[2]), !isStar(parts[4])));
    }

    /** Whether the schedule fires in this minute. */
    public boolean matches(LocalDateTime time) {
        return firesOn(time.toLocalDate()) && has(minutes, time.getMinute()) && has(hours, time.getHour());
    }

    /** The first minute after a time in which it fires; empty where it does not fire within five years. */
    public Optional<LocalDateTime> next(LocalDateTime after) {
        LocalDateTime first = after.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        LocalDate last = first.toLocalDate().plusYears(YEARS_AHEAD);
        LocalTime from = first.toLocalTime();
        for (LocalDate day = first.toLocalDate(); !day.isAfter(last); day = day.plusDays(1)) {
            Optional<LocalTime> time = firesOn(day) ? firstTime(from) : Optional.empty();
            if (time.isPresent()) {
                return Optional.of(day.atTime(time.get()));
            }
            from = LocalTime.MIDNIGHT;
        }
        return Optional.empty();
    }

    private boolean firesOn(LocalDate date) {
        boolean day = has(days, date.getDayOfMonth());
        boolean weekday = has(weekdays, date.getDayOfWeek().getValue() % 7);
        boolean either = (dayRestricted && weekdayRestricted) ? (day || weekday) : (day && weekday);
        return either && has(months, date.getMonthValue());
    }

    private Optional<LocalTime> firstTime(LocalTime from) {
        for (int minute = from.toSecondOfDay() / 60; minute < MINUTES_OF_DAY; minute++) {
            if (has(hours, minute / 60) && has(minutes, minute % 60)) {
                return Optional.of(LocalTime.ofSecondOfDay(minute * 60L));
            }
        }
        return Optional.empty();
    }

    private static boolean has(long bits, int value) {
        return ((bits >>> value) & 1) != 0;
    }

    private static boolean isStar(String part) {
        return part.startsWith("*") || part.startsWith("?");
    }

    private static OptionalLong bitsOf(String text, Field field) {
        long bits = 0;
        for (String range : text.split(",", -1)) {
            OptionalLong some = rangeBits(range, field);
            if (some.isEmpty()) {
                return some;
            }
            bits |= some.getAsLong();
        }
        return OptionalLong.of(bits);
    }

    private static OptionalLong rangeBits(String text, Field field) {
        String[] rangeAndStep = text.split("/", -1);
        OptionalInt step = rangeAndStep.length == 2 ? number(rangeAndStep[1]) : OptionalInt.of(1);
        if (rangeAndStep.length > 2 || step.isEmpty() || step.getAsInt() == 0) {
            return OptionalLong.empty();
        }
        String[] ends = rangeAndStep[0].split("-", -1);
        boolean star = ends.length == 1 && (ends[0].equals("*") || ends[0].equals("?"));
        OptionalInt from = star ? OptionalInt.of(field.min()) : value(ends[0], field);
        boolean open = star || (ends.length == 1 && rangeAndStep.length == 2);
        OptionalInt to = open ? OptionalInt.of(field.max()) : value(ends[ends.length - 1], field);
        if (ends.length > 2 || from.isEmpty() || to.isEmpty() || from.getAsInt() > to.getAsInt()) {
            return OptionalLong.empty();
        }
        long bits = 0;
        for (int i = from.getAsInt(); i <= to.getAsInt(); i += step.getAsInt()) {
            bits |= 1L << i;
        }
        return OptionalLong.of(bits);
    }

    private static OptionalInt value(String text, Field field) {
        int named = field.names().indexOf(text.toLowerCase(Locale.ROOT));
        if (named >= 0) {
            return OptionalInt.of(named + field.min());
        }
        OptionalInt value = number(text);
        boolean inRange = value.isPresent() && value.getAsInt() >= field.min() && value.getAsInt() <= field.max();
        return inRange ? value : OptionalInt.empty();
    }

    private static OptionalInt number(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 4 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    private static String withoutName(String schedule) {
        return switch (schedule) {
            case "@yearly", "@annually" -> "0 0 1 1 *";
            case "@monthly" -> "0 0 1 * *";
            case "@weekly" -> "0 0 * * 0";
            case "@daily", "@midnight" -> "0 0 * * *";
            case "@hourly" -> "0 * * * *";
            default -> schedule;
        };
    }
}
