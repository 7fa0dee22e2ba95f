package dev.nodecast.scheduler.provisioning.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every decision that real Karpenter took in the reference cases, and that does not hang on its unstable sort. */
class ProvisioningParityTest {

    private record Rate(int agreeing, int all) {
        Rate plus(boolean agrees) {
            return new Rate(agreeing + (agrees ? 1 : 0), all + 1);
        }
    }

    @Test
    void everyReferenceCaseIsDecidedAsKarpenterDecidedIt() {
        ReferenceData.needed();
        String only = System.getProperty("nodecast.case", "");
        List<String> wrong = new ArrayList<>();
        Map<String, Rate> byFeature = new TreeMap<>();
        Rate total = new Rate(0, 0);
        for (Tree entry : ReferenceData.json("index.json").at("cases").list()) {
            String name = entry.at("case").text();
            if (!entry.at("kind").text().equals("provisioning")
                    || entry.at("tieSensitive").text().equals("true")
                    || !name.startsWith(only)) {
                continue;
            }
            ReferenceCase reference = new ReferenceCase(name);
            Answer expected = Answer.expected(reference.expected);
            Answer ours = Answer.ours(reference.solve(), reference.cluster(), reference.expected);
            boolean agrees = ours.equals(expected);
            total = total.plus(agrees);
            entry.at("features")
                    .texts()
                    .forEach(f -> byFeature.merge(
                            f,
                            new Rate(agrees ? 1 : 0, 1),
                            (a, b) -> new Rate(a.agreeing + b.agreeing, a.all + b.all)));
            if (!agrees) {
                wrong.add(name + "\n  expected " + expected + "\n  found    " + ours);
            }
        }
        System.out.println("provisioning: " + total.agreeing + " of " + total.all + " cases agree");
        byFeature.forEach((f, r) -> System.out.println("  " + f + ": " + r.agreeing + " of " + r.all));
        assertThat(wrong).as("%d of %d cases differ", wrong.size(), total.all).isEmpty();
        assertThat(total.all).isPositive();
    }
}
