package dev.nodecast.scheduler.requirements;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.NodeSelectorRequirement.Operator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of Karpenter's {@code Requirements.Compatible} and {@code Intersects}. */
class RequirementsTest {

    private static final Set<String> WELL_KNOWN = Set.of("zone");

    private static Requirements not(String key, Operator operator, String... values) {
        return Requirements.stated(List.of(new NodeSelectorRequirement(key, operator, List.of(values), null)));
    }

    @Test
    void aLabelThatNobodyDefinesMayOnlyBeAskedForWhereItIsWellKnown() {
        assertThat(Requirements.NONE.compatible(Requirements.of(Requirement.in("zone", "a")), WELL_KNOWN))
                .isTrue();
        assertThat(Requirements.NONE.compatible(Requirements.of(Requirement.in("rack", "1")), WELL_KNOWN))
                .isFalse();
        assertThat(Requirements.NONE.compatible(Requirements.of(Requirement.exists("rack")), WELL_KNOWN))
                .isFalse();
    }

    @Test
    void aLabelThatNobodyDefinesMayBeAskedNotToBeThere() {
        assertThat(Requirements.NONE.compatible(not("rack", Operator.DOES_NOT_EXIST), WELL_KNOWN))
                .isTrue();
        assertThat(Requirements.NONE.compatible(not("rack", Operator.NOT_IN, "1"), WELL_KNOWN))
                .isTrue();
    }

    @Test
    void twoThatBothAllowAbsenceMeetWithoutACommonValue() {
        assertThat(not("rack", Operator.DOES_NOT_EXIST).intersects(not("rack", Operator.NOT_IN, "1")))
                .isTrue();
        assertThat(not("rack", Operator.DOES_NOT_EXIST).intersects(Requirements.of(Requirement.exists("rack"))))
                .isFalse();
    }

    @Test
    void theConflictIsTheRequirementInTheWay() {
        Requirements pool = Requirements.of(Requirement.in("zone", "a", "b"), Requirement.in("arch", "arm64"));
        Requirement asked = Requirement.in("arch", "amd64");
        assertThat(pool.conflict(Requirements.of(asked, Requirement.in("zone", "b")), WELL_KNOWN))
                .isEqualTo(asked);
    }

    @Test
    void hostnameAndTheProvisionersOwnDomainsAreRestricted() {
        assertThat(KnownLabels.AWS.restricted("kubernetes.io/hostname")).isTrue();
        assertThat(KnownLabels.AWS.restricted("karpenter.sh/registered")).isTrue();
        assertThat(KnownLabels.AWS.restricted("x.karpenter.sh/anything")).isTrue();
        assertThat(KnownLabels.AWS.restricted("karpenter.sh/capacity-type")).isFalse();
        assertThat(KnownLabels.AWS.restricted("example.com/team")).isFalse();
    }
}
