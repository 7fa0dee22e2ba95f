package dev.nodecast.aws.ec2.nodeclass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.hash.Vectors;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The hash of an EC2NodeClass against Karpenter's own, on random specs, and which changes make nodes be replaced. */
class NodeClassHashTest {

    @TestFactory
    List<DynamicTest> aSpecGetsTheHashThatKarpenterGivesIt() {
        return Vectors.of("ec2nodeclass-hashes.jsonl").stream()
                .map(vector -> DynamicTest.dynamicTest(
                        vector.toString(),
                        () -> assertThat(NodeClassHash.of(
                                        Vectors.map(vector.get("spec")),
                                        vector.get("caBundle").asString()))
                                .isEqualTo(vector.get("hash").asString())))
                .toList();
    }

    @Test
    void thereAreManyVectors() {
        assertThat(Vectors.of("ec2nodeclass-hashes.jsonl")).hasSize(250);
    }

    @Test
    void whatNodesAreMadeFromCounts() {
        String before = hash(Map.of());

        assertThat(hash(Map.of("userData", "#!/bin/bash"))).isNotEqualTo(before);
        assertThat(hash(Map.of("tags", Map.of("team", "ml")))).isNotEqualTo(before);
        assertThat(hash(Map.of("detailedMonitoring", true))).isNotEqualTo(before);
        assertThat(hash(Map.of("kubelet", Map.of("maxPods", 20)))).isNotEqualTo(before);
        assertThat(hash(Map.of("blockDeviceMappings", List.of(Map.of("deviceName", "/dev/xvda")))))
                .isNotEqualTo(before);
        assertThat(NodeClassHash.of(spec(Map.of()), "Y2E=")).isNotEqualTo(before);
    }

    @Test
    void whatIsComparedWithTheInstanceItselfDoesNot() {
        assertThat(hash(Map.of("subnetSelectorTerms", List.of(Map.of("id", "subnet-1")))))
                .isEqualTo(hash(Map.of()));
        assertThat(hash(Map.of("securityGroupSelectorTerms", List.of(Map.of("id", "sg-1")))))
                .isEqualTo(hash(Map.of()));
        assertThat(hash(Map.of("amiSelectorTerms", List.of(Map.of("alias", "al2023@v20260101")))))
                .isEqualTo(hash(Map.of()));
    }

    @Test
    void theOrderOfDevicesDoesNot() {
        Map<String, Object> a = Map.of("deviceName", "/dev/a");
        Map<String, Object> b = Map.of("deviceName", "/dev/b");

        assertThat(hash(Map.of("blockDeviceMappings", List.of(a, b))))
                .isEqualTo(hash(Map.of("blockDeviceMappings", List.of(b, a))));
    }

    private static String hash(Map<String, Object> fields) {
        return NodeClassHash.of(spec(fields), "");
    }

    private static Map<String, Object> spec(Map<String, Object> fields) {
        Map<String, Object> spec = new TreeMap<>(fields);
        spec.putIfAbsent("amiSelectorTerms", List.of(Map.of("alias", "al2023@latest")));
        spec.put("role", "nodes");
        return spec;
    }
}
