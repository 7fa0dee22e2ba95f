package dev.nodecast.scheduler.provisioning.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.provisioning.Reason;
import dev.nodecast.scheduler.provisioning.Solution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every decision that real Karpenter took in the reference cases, and that does not hang on its unstable sort. */
class ProvisioningParityTest {

    /** How many of some cases agree. */
    private record Rate(int agreeing, int all) {

        static final Rate NONE = new Rate(0, 0);

        Rate plus(boolean agrees) {
            return new Rate(agreeing + (agrees ? 1 : 0), all + 1);
        }

        @Override
        public String toString() {
            return agreeing + " of " + all;
        }
    }

    private final Map<String, Rate> byFeature = new TreeMap<>();
    private Rate cases = Rate.NONE;
    private Rate reasons = Rate.NONE;

    @Test
    void everyReferenceCaseIsDecidedAsKarpenterDecidedIt() {
        ReferenceData.needed();
        List<String> wrong = new ArrayList<>();
        for (Tree entry : ReferenceData.json("index.json").at("cases").list()) {
            if (entry.at("kind").text().equals("provisioning")
                    && entry.at("tieSensitive").text().equals("false")) {
                decide(entry, wrong);
            }
        }
        System.out.println("provisioning: " + cases + " cases agree");
        byFeature.forEach((feature, rate) -> System.out.println("  " + feature + ": " + rate));
        System.out.println("  (for information: the same reasons for " + reasons + " unplaced pods)");
        assertThat(wrong).as("%d of %d cases differ", wrong.size(), cases.all).isEmpty();
        assertThat(cases.all).isPositive();
    }

    private void decide(Tree entry, List<String> wrong) {
        ReferenceCase reference = new ReferenceCase(entry.at("case").text());
        Solution solution = reference.solve();
        Answer expected = Answer.expected(reference.expected);
        Answer ours = Answer.ours(solution, reference.cluster(), reference.expected);
        boolean agrees = ours.equals(expected);
        cases = cases.plus(agrees);
        for (String feature : entry.at("features").texts()) {
            byFeature.put(feature, byFeature.getOrDefault(feature, Rate.NONE).plus(agrees));
        }
        if (!agrees) {
            wrong.add(entry.at("case").text() + "\n  expected " + expected + "\n  found    " + ours);
        }
        compareReasons(reference.expected, solution);
    }

    /** Reasons are no part of the contract, so that they are counted only. */
    private void compareReasons(Tree expected, Solution solution) {
        Map<String, TreeSet<String>> ours = new TreeMap<>();
        for (Solution.Unplaced unplaced : solution.unplaced()) {
            TreeSet<String> codes = new TreeSet<>();
            unplaced.reasons().stream().map(Reason::code).forEach(codes::add);
            ours.put(ClaimLines.name(unplaced.pod()), codes);
        }
        for (Tree pod : expected.at("podErrors").list()) {
            TreeSet<String> found = ours.get(pod.at("pod").text());
            if (found != null) {
                TreeSet<String> wanted = new TreeSet<>(pod.at("reasons").texts());
                if (System.getProperty("nodecast.reasons") != null && !found.equals(wanted)) {
                    System.out.println(
                            expected.at("case").text() + " " + pod.at("pod").text() + " " + wanted + " found " + found);
                }
                reasons = reasons.plus(found.equals(wanted));
            }
        }
    }
}
