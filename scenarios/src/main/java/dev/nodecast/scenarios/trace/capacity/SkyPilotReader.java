package dev.nodecast.scenarios.trace.capacity;

import dev.nodecast.scenarios.trace.CapacityTrace;
import dev.nodecast.scenarios.trace.CapacityTraceBuilder;
import dev.nodecast.scenarios.trace.CapacityTraceSet;
import dev.nodecast.scenarios.trace.source.JsonDocument;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;
import tools.jackson.databind.JsonNode;

/**
 * SkyPilot's spot traces (skypilot-org/spot-traces, NSDI'24): {@code {"metadata":{"gap_seconds":g},"data":[n, …]}},
 * where n is the number of instances that could be had, or were running, at each probe. 1 means available; some
 * simulators of the same authors read it the other way round.
 */
public final class SkyPilotReader {

    private SkyPilotReader() {}

    public static CapacityTraceSet read(TraceFile file, TraceWarnings warnings) {
        JsonDocument document = JsonDocument.parse(file);
        long gapNs = gapNs(document);
        JsonNode data = document.require("/data", "an array of instance counts");
        if (!data.isArray() || data.isEmpty()) {
            throw document.bad("/data", "an array of instance counts, at least one");
        }
        CapacityTraceBuilder builder = new CapacityTraceBuilder();
        for (int i = 0; i < data.size(); i++) {
            JsonNode count = data.get(i);
            if (!count.canConvertToExactIntegral() || !count.canConvertToInt() || count.asInt() < 0) {
                throw document.bad("/data/" + i, "a whole number of instances, 0 or more");
            }
            builder.set(i * gapNs, count.asInt());
        }
        CapacityTrace trace = builder.build(data.size() * gapNs);
        return CapacityTraceSet.of(file.baseName(), trace);
    }

    private static long gapNs(JsonDocument document) {
        JsonNode gap = document.require("/metadata/gap_seconds", "the seconds between two probes");
        if (!gap.isNumber() || !(gap.asDouble() > 0 && gap.asDouble() < 1e8)) {
            throw document.bad("/metadata/gap_seconds", "a positive number of seconds");
        }
        return Math.round(gap.asDouble() * 1e9);
    }
}
