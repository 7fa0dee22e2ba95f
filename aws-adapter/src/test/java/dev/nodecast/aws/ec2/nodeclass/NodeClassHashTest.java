package dev.nodecast.aws.ec2.nodeclass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.aws.ec2.Aws;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which changes of an EC2NodeClass make its nodes be replaced. */
class NodeClassHashTest {

    @Test
    void whatNodesAreMadeFromCounts() {
        String before = hash(Map.of());

        assertThat(hash(Map.of("userData", "#!/bin/bash"))).isNotEqualTo(before);
        assertThat(hash(Map.of("tags", Map.of("team", "ml")))).isNotEqualTo(before);
        assertThat(hash(Map.of("detailedMonitoring", true))).isNotEqualTo(before);
        assertThat(hash(Map.of("kubelet", Map.of("maxPods", 20)))).isNotEqualTo(before);
        assertThat(hash(Map.of("blockDeviceMappings", List.of(Map.of("deviceName", "/dev/xvda")))))
                .isNotEqualTo(before);
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
    void orderAndEmptyFieldsDoNot() {
        assertThat(hash(Map.of("tags", Map.of()))).isEqualTo(hash(Map.of()));
        assertThat(hash(Map.of(
                        "blockDeviceMappings",
                        List.of(Map.of("deviceName", "/dev/a"), Map.of("deviceName", "/dev/b")))))
                .isEqualTo(hash(Map.of(
                        "blockDeviceMappings",
                        List.of(Map.of("deviceName", "/dev/b"), Map.of("deviceName", "/dev/a")))));
    }

    private static String hash(Map<String, Object> fields) {
        return Aws.nodeClass(fields).hash();
    }
}
