package dev.nodecast.scheduler.autoscaling.keda;

import dev.nodecast.scheduler.manifest.grammar.CronSchedule;
import dev.nodecast.scheduler.model.autoscaling.ScaleTrigger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * A cron trigger: {@code desiredReplicas} between a start and an end that repeat, 0 outside. It is within as long as
 * the end comes before the next start. Rules: KEDA 2.20, pkg/scalers/cron_scaler.go.
 *
 * @param start when it begins, in five fields
 * @param end when it ends
 * @param zone time zone of both
 * @param desiredReplicas the value within
 */
record CronTrigger(CronSchedule start, CronSchedule end, ZoneId zone, long desiredReplicas) {

    static final String TYPE = "cron";

    private static final long MILLI = 1000;

    /**
     * The trigger as its metadata say.
     *
     * @throws IllegalArgumentException when KEDA would refuse them
     */
    static CronTrigger of(ScaleTrigger trigger) {
        if (text(trigger, "start").equals(text(trigger, "end"))) {
            throw refused("start", text(trigger, "start") + ", as `end`", "a start that differs from the end");
        }
        return new CronTrigger(schedule(trigger, "start"), schedule(trigger, "end"), zone(trigger), replicas(trigger));
    }

    TriggerReading at(Instant now) {
        LocalDateTime local = LocalDateTime.ofInstant(now, zone);
        LocalDateTime nextStart = start.next(local).orElse(LocalDateTime.MAX);
        LocalDateTime nextEnd = end.next(local).orElse(LocalDateTime.MAX);
        boolean within = !nextStart.isBefore(nextEnd);
        return new TriggerReading.Scheduled(within ? desiredReplicas * MILLI : 0, within);
    }

    private static CronSchedule schedule(ScaleTrigger trigger, String key) {
        String text = text(trigger, key);
        return CronSchedule.parse(text)
                .filter(schedule -> !text.startsWith("@"))
                .orElseThrow(() -> refused(
                        key, text, "five cron fields (minute hour day month weekday), such as `0 9 * * mon-fri`"));
    }

    private static ZoneId zone(ScaleTrigger trigger) {
        String text = text(trigger, "timezone");
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw refused("timezone", text, "a time zone such as `Asia/Seoul`");
        }
    }

    private static long replicas(ScaleTrigger trigger) {
        String text = text(trigger, "desiredReplicas");
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw refused("desiredReplicas", text, "a whole number above 0");
        }
        return Long.parseLong(text);
    }

    private static String text(ScaleTrigger trigger, String key) {
        return trigger.metadata().getOrDefault(key, "").strip();
    }

    private static IllegalArgumentException refused(String key, String found, String expected) {
        return new IllegalArgumentException("trigger cron, metadata." + key + ": found "
                + (found.isEmpty() ? "nothing" : found) + ", expected " + expected);
    }
}
