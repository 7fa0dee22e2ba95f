package dev.nodecast.scheduler.requirements;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.NodeSelectorRequirement.Operator;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequirementWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "topology.kubernetes.io/zone|IN|a,b|zone a or b|not of zone a or b",
                "karpenter.sh/capacity-type|IN|spot|capacity type spot|not of capacity type spot",
                "karpenter.k8s.aws/instance-gpu-name|EXISTS|-|any gpu name|without gpu name",
                "karpenter.k8s.aws/instance-gpu-name|DOES_NOT_EXIST|-|no gpu name|with gpu name",
                "karpenter.k8s.aws/instance-family|NOT_IN|t3,m5|family other than m5 and t3|of family m5 or t3",
                "karpenter.k8s.aws/instance-cpu|GT|7|cpu at least 8|not of cpu at least 8",
                "karpenter.k8s.aws/instance-cpu|LT|5|cpu at most 4|not of cpu at most 4",
                "example.com/team|IN|a,b,c,d,e,f|example.com/team a, b, c, d … (6 in all)"
                        + "|not of example.com/team a, b, c, d … (6 in all)"
            })
    void aRequirementIsSaidAsPeopleSayIt(String key, Operator operator, String values, String asked, String missed) {
        List<String> stated = values == null ? List.of() : List.of(values.split(","));
        Requirement requirement = Requirement.of(new NodeSelectorRequirement(key, operator, stated, null));
        assertThat(RequirementWords.asked(requirement)).isEqualTo(asked);
        assertThat(RequirementWords.missed(requirement)).isEqualTo(missed);
    }
}
