package dev.nodecast.scheduler.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.NodeSelectorRequirement.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RequirementTest {

    private static final List<String> UNIVERSE = List.of("1", "2", "3", "7", "a", "b", "elsewhere");

    @Property
    void bothTogetherAllowWhatEachAllows(@ForAll("requirement") Requirement a, @ForAll("requirement") Requirement b) {
        Requirement both = a.and(b);
        for (String value : UNIVERSE) {
            assertThat(both.has(value)).as("%s and %s have %s", a, b, value).isEqualTo(a.has(value) && b.has(value));
        }
        assertThat(both).isEqualTo(b.and(a));
    }

    @Property
    void whatSharesAValueIntersects(@ForAll("requirement") Requirement a, @ForAll("requirement") Requirement b) {
        if (UNIVERSE.stream().anyMatch(v -> a.has(v) && b.has(v))) {
            assertThat(a.intersects(b)).as("%s intersects %s", a, b).isTrue();
        }
        assertThat(a.intersects(b)).isEqualTo(b.intersects(a));
    }

    @Property
    void whatIsStatedReadsBackAsTheSame(@ForAll("requirement") Requirement a) {
        List<NodeSelectorRequirement> stated = a.stated();
        Requirement back =
                stated.stream().map(Requirement::of).reduce(Requirement::and).orElseThrow();
        for (String value : UNIVERSE) {
            if (a.values().isEmpty() || (stated.size() == 1 && stated.getFirst().operator() != Operator.GTE)) {
                assertThat(back.has(value))
                        .as("%s read back from %s", value, stated)
                        .isEqualTo(a.has(value));
            }
        }
    }

    @Provide
    Arbitrary<Requirement> requirement() {
        Arbitrary<Operator> operators = Arbitraries.of(Operator.class);
        Arbitrary<Set<String>> values =
                Arbitraries.of("1", "2", "3", "7", "a", "b").set().ofMaxSize(4);
        Arbitrary<Integer> bounds = Arbitraries.integers().between(0, 8);
        return Combinators.combine(operators, values, bounds).as((operator, some, bound) -> {
            List<String> stated = switch (operator) {
                case IN, NOT_IN -> new ArrayList<>(some);
                case EXISTS, DOES_NOT_EXIST -> List.of();
                case GT, LT, GTE, LTE -> List.of(Integer.toString(bound));
            };
            return Requirement.of(new NodeSelectorRequirement("k", operator, stated, null));
        });
    }

    @Test
    void boundsThatExcludeEachOtherLeaveNothing() {
        Requirement above = Requirement.of(new NodeSelectorRequirement("k", Operator.GT, List.of("4"), null));
        Requirement below = Requirement.of(new NodeSelectorRequirement("k", Operator.LT, List.of("5"), null));
        assertThat(above.intersects(below)).isFalse();
        assertThat(above.and(below).operator()).isEqualTo(Operator.DOES_NOT_EXIST);
    }

    @Test
    void ofTwoMinValuesTheLargerHolds() {
        Requirement any = Requirement.in("k", "a", "b", "c");
        assertThat(any.withMinValues(2).and(any.withMinValues(3)).minValues()).isEqualTo(3);
    }

    @Test
    void olderNamesOfLabelsMeanThePresentOnes() {
        assertThat(Requirement.in("beta.kubernetes.io/arch", "arm64"))
                .isEqualTo(Requirement.in("kubernetes.io/arch", "arm64"));
    }

    private static Requirement stated(Operator operator, String... values) {
        return Requirement.of(new NodeSelectorRequirement("k", operator, List.of(values), null));
    }

    @Test
    void boundsByHand() {
        assertThat(stated(Operator.GT, "4").has("4")).isFalse();
        assertThat(stated(Operator.GT, "4").has("5")).isTrue();
        assertThat(stated(Operator.GTE, "4").has("4")).isTrue();
        assertThat(stated(Operator.LT, "4").has("4")).isFalse();
        assertThat(stated(Operator.LTE, "4").has("4")).isTrue();
        assertThat(stated(Operator.LTE, "4").has("four")).as("no integer").isFalse();
        assertThat(stated(Operator.GT, Long.toString(Long.MAX_VALUE)).operator())
                .as("nothing is larger")
                .isEqualTo(Operator.DOES_NOT_EXIST);
    }

    @Test
    void boundsKeepOfNamedValuesThoseWithinThem() {
        assertThat(stated(Operator.IN, "2", "3", "10", "x").and(stated(Operator.GTE, "3")))
                .isEqualTo(stated(Operator.IN, "3", "10"));
        // Values that are out of bounds anyway need not be excluded any more.
        assertThat(stated(Operator.NOT_IN, "2", "5")
                        .and(stated(Operator.GTE, "3"))
                        .values())
                .containsExactly("5");
    }

    @Test
    void boundsOfBothSidesAreStatedAsTwoRequirements() {
        Requirement between = stated(Operator.GT, "2").and(stated(Operator.LT, "9"));
        assertThat(between.stated())
                .extracting(NodeSelectorRequirement::operator, NodeSelectorRequirement::values)
                .containsExactly(tuple(Operator.GTE, List.of("3")), tuple(Operator.LTE, List.of("8")));
    }

    @Test
    void theZoneOfTheEbsDriverIsTheZoneOfTheNode() {
        assertThat(Requirement.in("topology.ebs.csi.aws.com/zone", "a"))
                .isEqualTo(Requirement.in("topology.kubernetes.io/zone", "a"));
        assertThat(Requirement.in("failure-domain.beta.kubernetes.io/zone", "a").key())
                .isEqualTo("topology.kubernetes.io/zone");
    }
}
