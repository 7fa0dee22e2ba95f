package dev.nodecast.scenarios.trace.price;

import dev.nodecast.scenarios.trace.InterruptionBand;
import dev.nodecast.scenarios.trace.SpotAdvice;
import dev.nodecast.scenarios.trace.SpotAdvisor;
import dev.nodecast.scenarios.trace.source.JsonDocument;
import dev.nodecast.scenarios.trace.source.TraceFile;
import dev.nodecast.scenarios.trace.source.TraceWarnings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * AWS's {@code spot-advisor-data.json}: {@code spot_advisor.<region>.<os>.<type> = {"s": saving in percent, "r": band
 * index}}.
 */
public final class SpotAdvisorJsonReader {

    private SpotAdvisorJsonReader() {}

    public static SpotAdvisor read(TraceFile file, TraceWarnings warnings) {
        JsonDocument document = JsonDocument.parse(file);
        checkBands(document);
        List<SpotAdvice> advice = new ArrayList<>();
        JsonNode regions = document.require("/spot_advisor", "an object by region");
        for (Map.Entry<String, JsonNode> region : regions.properties()) {
            for (Map.Entry<String, JsonNode> os : region.getValue().properties()) {
                for (Map.Entry<String, JsonNode> type : os.getValue().properties()) {
                    String pointer = "/spot_advisor/" + region.getKey() + "/" + os.getKey() + "/" + type.getKey();
                    int saving = number(document, type.getValue(), pointer, "s", -1000, 100);
                    int band = number(document, type.getValue(), pointer, "r", 0, 4);
                    advice.add(new SpotAdvice(
                            region.getKey(), os.getKey(), type.getKey(), saving, InterruptionBand.values()[band]));
                }
            }
        }
        if (advice.isEmpty()) {
            throw document.bad("/spot_advisor", "at least one region, operating system and instance type");
        }
        return new SpotAdvisor(advice);
    }

    private static void checkBands(JsonDocument document) {
        JsonNode ranges = document.require("/ranges", "the advisor's five bands");
        for (int i = 0; i < ranges.size(); i++) {
            String label = ranges.get(i).path("label").asString("");
            int index = ranges.get(i).path("index").asInt(-1);
            boolean known = InterruptionBand.ofIndex(index)
                    .filter(band -> band.label().equals(label))
                    .isPresent();
            if (!known) {
                throw document.bad("/ranges/" + i, "one of the bands <5%, 5-10%, 10-15%, 15-20%, >20%");
            }
        }
    }

    private static int number(JsonDocument document, JsonNode cell, String pointer, String key, int min, int max) {
        JsonNode node = cell.path(key);
        if (!node.isInt() || node.asInt() < min || node.asInt() > max) {
            throw document.bad(pointer + "/" + key, "a whole number from " + min + " to " + max);
        }
        return node.asInt();
    }
}
