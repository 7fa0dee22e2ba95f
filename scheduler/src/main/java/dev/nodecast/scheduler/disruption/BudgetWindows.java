package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.manifest.grammar.CronSchedule;
import dev.nodecast.scheduler.model.Budget;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.port.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When the budgets of pools hold: from each moment of the schedule (UTC) until the duration has passed, that end
 * excluded. An answer is kept until it may change.
 */
final class BudgetWindows {

    private static final long MINUTE_NS = 60_000_000_000L;
    /** A schedule that fires no more than this far ahead is looked at again then. */
    private static final long HORIZON_MINUTES = 31 * 24 * 60;

    private final Map<Budget, Window> windows = new LinkedHashMap<>();
    private final Clock clock;

    private record Window(boolean open, long fromNs, long untilNs) {}

    BudgetWindows(Clock clock) {
        this.clock = clock;
    }

    /** Whether each budget of the pool says when it holds: always, or from a schedule on for a duration. */
    boolean valid(NodePool pool) {
        for (Budget budget : pool.disruption().budgets()) {
            String schedule = budget.schedule();
            boolean always = schedule == null && budget.durationNs() == null;
            if (!always && (schedule == null || CronSchedule.parse(schedule).isEmpty())) {
                return false;
            }
        }
        return true;
    }

    boolean holds(Budget budget, long nowNs) {
        return window(budget, nowNs).open;
    }

    /** The next time at which the answer for this budget may be another; {@link Long#MAX_VALUE} if never. */
    long nextChangeNs(Budget budget, long nowNs) {
        return window(budget, nowNs).untilNs;
    }

    private Window window(Budget budget, long nowNs) {
        Window known = windows.get(budget);
        if (known == null || nowNs < known.fromNs || nowNs >= known.untilNs) {
            known = find(budget, nowNs);
            windows.put(budget, known);
        }
        return known;
    }

    private Window find(Budget budget, long nowNs) {
        String schedule = budget.schedule();
        Long duration = budget.durationNs();
        if (schedule == null) {
            return new Window(true, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        Optional<CronSchedule> cron = CronSchedule.parse(schedule);
        if (cron.isEmpty()) {
            return new Window(false, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        return find(cron.get(), duration == null ? 0 : duration, nowNs);
    }

    private Window find(CronSchedule cron, long durationNs, long nowNs) {
        LocalDateTime now = LocalDateTime.ofInstant(clock.instantAt(nowNs), ZoneOffset.UTC);
        LocalDateTime minute = now.truncatedTo(ChronoUnit.MINUTES);
        long minuteNs = nowNs - ChronoUnit.NANOS.between(minute, now);
        LocalDateTime back = minute;
        for (long at = minuteNs; at > nowNs - durationNs; at -= MINUTE_NS) {
            if (cron.matches(back)) {
                return new Window(true, nowNs, at + durationNs);
            }
            back = back.minusMinutes(1);
        }
        for (long i = 1; i <= HORIZON_MINUTES; i++) {
            if (cron.matches(minute.plusMinutes(i))) {
                return new Window(false, nowNs, minuteNs + i * MINUTE_NS);
            }
        }
        return new Window(false, nowNs, minuteNs + HORIZON_MINUTES * MINUTE_NS);
    }
}
