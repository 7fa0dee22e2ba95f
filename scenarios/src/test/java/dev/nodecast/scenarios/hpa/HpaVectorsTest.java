package dev.nodecast.scenarios.hpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.nodecast.scheduler.autoscaling.hpa.HpaFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Single syncs of the real controller of Kubernetes 1.37: everything but free text agrees. */
class HpaVectorsTest {

    private static final HpaFeatures GATE_ON = HpaFeatures.ofMinorVersion(37);
    private static final HpaFeatures GATE_OFF = HpaFeatures.ofMinorVersion(37, false);

    @Test
    void thereAreAllVectors() {
        assertThat(HpaVectorReader.read(SharedHpaData.vectors())).hasSizeGreaterThanOrEqualTo(298);
    }

    @TestFactory
    Stream<DynamicTest> everyVectorAgrees() {
        JsonNode recorded = SharedHpaData.json(SharedHpaData.vectors());
        List<DynamicTest> tests = new ArrayList<>();
        List<HpaVector> vectors = HpaVectorReader.read(SharedHpaData.vectors());
        for (int i = 0; i < vectors.size(); i++) {
            HpaVector vector = vectors.get(i);
            JsonNode expected = recorded.get(i).get("expected");
            tests.add(dynamicTest(
                    vector.id(),
                    () -> assertThat(withoutFreeText(answer(vector))).isEqualTo(withoutFreeText(expected))));
        }
        return tests.stream();
    }

    private static JsonNode answer(HpaVector vector) {
        int gateOff = vector.sync(GATE_OFF).decision().desiredReplicas();
        return JsonMapper.shared().valueToTree(HpaVectorJson.of(vector.sync(GATE_ON), gateOff));
    }

    /** Messages are for people; an error is there or not; of an event its type and reason count. */
    private static String withoutFreeText(JsonNode answer) {
        ObjectNode plain = (ObjectNode) answer.deepCopy();
        plain.get("conditions").forEach(condition -> ((ObjectNode) condition).remove("message"));
        plain.put("error", plain.hasNonNull("error"));
        List<String> events = new ArrayList<>();
        plain.get("events")
                .forEach(event -> events.add(
                        String.join(" ", List.of(event.asString().split(" ")).subList(0, 2))));
        plain.put("events", String.join(", ", events));
        List<String> fields = new ArrayList<>();
        plain.propertyNames().forEach(name -> fields.add(name + "=" + plain.get(name)));
        return String.join("\n", fields.stream().sorted().toList());
    }
}
