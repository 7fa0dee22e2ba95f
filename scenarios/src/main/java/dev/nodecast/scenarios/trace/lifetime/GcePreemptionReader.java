package dev.nodecast.scenarios.trace.lifetime;

import dev.nodecast.scenarios.trace.Lifetime;
import dev.nodecast.scenarios.trace.Lifetime.EndReason;
import dev.nodecast.scenarios.trace.LifetimeTrace;
import dev.nodecast.scenarios.trace.source.JsonDocument;
import dev.nodecast.scenarios.trace.source.Timestamps;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Preemptible Google VMs of 2019 (kadupitiya/goog-preemption-data): an object per VM with {@code instance_data},
 * {@code time_in_sec} and the operations of its life. A VM with an operation {@code compute.instances.preempted} was
 * preempted; one with only a {@code stop}, which its owner issued, was stopped.
 */
public final class GcePreemptionReader {

    private static final String PREEMPTED = "compute.instances.preempted";

    private GcePreemptionReader() {}

    private record Raw(String name, Instant start, long lifetimeNs, String zone, String type, EndReason end) {}

    public static LifetimeTrace read(TraceFile file, TraceWarnings warnings) {
        JsonDocument document = JsonDocument.parse(file);
        List<Raw> raws = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : document.root().properties()) {
            raws.add(raw(document, entry.getKey()));
        }
        if (raws.isEmpty()) {
            throw document.bad("", "an object with one entry per VM");
        }
        Instant first = raws.stream().map(Raw::start).min(Instant::compareTo).orElseThrow();
        return new LifetimeTrace(raws.stream()
                .map(raw -> new Lifetime(
                        raw.zone(),
                        raw.type(),
                        Timestamps.nanosBetween(first, raw.start()),
                        raw.lifetimeNs(),
                        raw.end()))
                .toList());
    }

    private static Raw raw(JsonDocument document, String name) {
        String pointer = "/" + name.replace("~", "~0").replace("/", "~1");
        JsonNode data = document.require(pointer + "/instance_data", "an object");
        JsonNode insert = document.require(pointer + "/insert", "the operation that created the VM");
        JsonNode seconds = document.require(pointer + "/time_in_sec", "the lifetime in seconds");
        if (!seconds.isNumber() || !(seconds.asDouble() >= 0 && seconds.asDouble() < 1e9)) {
            throw document.bad(pointer + "/time_in_sec", "a number of seconds, 0 or more");
        }
        Instant start = Timestamps.instant(document.text(insert, pointer + "/insert", "startTime"));
        if (start == null) {
            throw document.bad(pointer + "/insert/startTime", "a timestamp");
        }
        boolean preempted = document.root().at(pointer).has(PREEMPTED);
        boolean stopped = document.root().at(pointer).has("stop");
        return new Raw(
                name,
                start,
                Math.round(seconds.asDouble() * 1e9),
                document.text(data, pointer + "/instance_data", "ZONE"),
                document.text(data, pointer + "/instance_data", "MACHINE_TYPE"),
                preempted ? EndReason.PREEMPTED : stopped ? EndReason.STOPPED : EndReason.CENSORED);
    }
}
