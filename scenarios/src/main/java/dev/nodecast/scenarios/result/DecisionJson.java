package dev.nodecast.scenarios.result;

import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.model.ObjectKey;
import java.lang.reflect.RecordComponent;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A decision as one line of JSON: run, time, what was decided, and its own fields. */
final class DecisionJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final double NS_PER_SECOND = 1e9;

    private final String run;

    DecisionJson(String run) {
        this.run = run;
    }

    String line(long nowNs, Decision decision) {
        ObjectNode line = MAPPER.createObjectNode();
        line.put("run", run);
        line.put("time_s", ResultJson.rounded(nowNs / NS_PER_SECOND));
        line.put("decision", decision.getClass().getSimpleName());
        for (RecordComponent component : decision.getClass().getRecordComponents()) {
            put(line, component.getName(), get(component, decision));
        }
        return MAPPER.writeValueAsString(line) + "\n";
    }

    private static void put(ObjectNode line, String name, Object value) {
        switch (value) {
            case Integer number -> line.put(name, number);
            case Long number -> line.put(name, number);
            case ObjectKey key -> line.put(name, key.toString());
            case List<?> items -> {
                ArrayNode array = line.putArray(name);
                items.forEach(item -> array.add(String.valueOf(item)));
            }
            default -> line.put(name, value.toString());
        }
    }

    private static Object get(RecordComponent component, Decision decision) {
        try {
            return component.getAccessor().invoke(decision);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("cannot read " + component, impossible);
        }
    }
}
