package dev.nodecast.scheduler.disruption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.provisioning.reference.ReferenceData;
import dev.nodecast.scheduler.provisioning.reference.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every command that real Karpenter gave in the reference cases. */
class DisruptionParityTest {

    private record Rate(int agreeing, int all) {
        Rate plus(Rate other) {
            return new Rate(agreeing + other.agreeing, all + other.all);
        }
    }

    @Test
    void everyReferenceCaseGetsTheCommandThatKarpenterGave() {
        ReferenceData.needed();
        String only = System.getProperty("nodecast.case", "");
        List<String> wrong = new ArrayList<>();
        Map<String, Rate> byFeature = new TreeMap<>();
        Rate total = new Rate(0, 0);
        for (Tree entry : ReferenceData.json("index.json").at("cases").list()) {
            String name = entry.at("case").text();
            if (!entry.at("kind").text().equals("disruption")
                    || entry.at("tieSensitive").text().equals("true")
                    || !name.startsWith(only)) {
                continue;
            }
            ReferenceDisruption reference = new ReferenceDisruption(name);
            ReferenceDisruption.Answer expected = reference.expected();
            ReferenceDisruption.Answer ours = reference.ours();
            Rate one = new Rate(ours.equals(expected) ? 1 : 0, 1);
            total = total.plus(one);
            entry.at("features").texts().forEach(f -> byFeature.merge(f, one, Rate::plus));
            if (!ours.equals(expected)) {
                wrong.add(name + "\n  expected " + expected + "\n  found    " + ours);
            }
        }
        System.out.println("disruption: " + total.agreeing + " of " + total.all + " cases agree");
        byFeature.forEach((f, r) -> System.out.println("  " + f + ": " + r.agreeing + " of " + r.all));
        assertThat(wrong).as("%d of %d cases differ", wrong.size(), total.all).isEmpty();
        assertThat(total.all).isPositive();
    }
}
