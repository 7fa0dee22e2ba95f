package dev.nodecast.scenarios.trace.capacity;

import dev.nodecast.scenarios.trace.source.Timestamps;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The launch and ping log of training_on_a_dime (stanford-futuredata): one instance per slot (zone × GPU type × GPU
 * count) is launched, pinged every ten minutes or so, and launched again when it is gone.
 *
 * @param start time of the first line
 * @param endNs time of the last line, since the start
 * @param lives every instance launched, in order of launch
 */
record LaunchLog(Instant start, long endNs, List<Life> lives) {

    private static final Pattern LINE = Pattern.compile("\\[([^\\]]+)\\] (.*)");
    private static final Pattern CREATED =
            Pattern.compile("Created instance (\\S+) with (\\d+) GPU\\(s\\) of type (\\S+) in zone (\\S+)");
    private static final Pattern GONE = Pattern.compile("Instance (\\S+) not running in zone \\S+");
    private static final Pattern IGNORED = Pattern.compile("Instance \\S+ running in zone \\S+"
            + "|Instance with \\d+ GPU\\(s\\) of type \\S+ creation failed|Successfully deleted instance \\S+");

    /**
     * One instance.
     *
     * @param zone zone
     * @param slotType GPU type and count, such as {@code k80x8}
     * @param launchNs when it was launched, since the log's start
     * @param goneNs when it was first found gone; {@link Long#MAX_VALUE} if never
     */
    record Life(String zone, String slotType, long launchNs, long goneNs) {

        Life goneAt(long timeNs) {
            return new Life(zone, slotType, launchNs, timeNs);
        }

        String slot() {
            return zone + "-" + slotType;
        }
    }

    static LaunchLog parse(TraceFile file, TraceWarnings warnings) {
        Map<String, Life> byId = new LinkedHashMap<>();
        Instant start = Instant.MAX;
        long nowNs = 0;
        List<String> lines = file.lines();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            Matcher line = LINE.matcher(lines.get(i));
            Instant time = line.matches() ? Timestamps.instant(line.group(1)) : null;
            if (time == null) {
                throw file.error(i + 1, "'" + lines.get(i) + "'", "[timestamp] message", "fix the line or delete it");
            }
            start = byId.isEmpty() && start.equals(Instant.MAX) ? time : start;
            long timeNs = Timestamps.nanosBetween(start, time);
            if (timeNs < nowNs) {
                throw file.error(
                        i + 1, "time " + line.group(1), "a time not before the line above", "sort the log by time");
            }
            nowNs = timeNs;
            apply(file, i + 1, line.group(2), nowNs, byId, warnings);
        }
        return new LaunchLog(start, nowNs, new ArrayList<>(byId.values()));
    }

    private static void apply(
            TraceFile file, int line, String message, long nowNs, Map<String, Life> byId, TraceWarnings warnings) {
        Matcher created = CREATED.matcher(message);
        Matcher gone = GONE.matcher(message);
        if (created.matches()) {
            String slotType = created.group(3) + "x" + created.group(2);
            byId.put(created.group(1), new Life(created.group(4), slotType, nowNs, Long.MAX_VALUE));
        } else if (gone.matches()) {
            Life life = byId.get(gone.group(1));
            if (life == null) {
                throw file.error(
                        line,
                        "an instance never created: " + gone.group(1),
                        "its creation before",
                        "restore the missing lines");
            }
            byId.put(gone.group(1), life.goneNs() == Long.MAX_VALUE ? life.goneAt(nowNs) : life);
        } else if (!IGNORED.matcher(message).matches()) {
            warnings.add("message", file.warning(line, "'" + message + "'", "a known message", "the line is ignored"));
        }
    }
}
