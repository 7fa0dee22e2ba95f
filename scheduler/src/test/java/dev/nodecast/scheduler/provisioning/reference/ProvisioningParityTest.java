package dev.nodecast.scheduler.provisioning.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.decide.CaseFolder;
import dev.nodecast.scheduler.decide.DecisionInput;
import dev.nodecast.scheduler.decide.ProvisioningDecision;
import dev.nodecast.scheduler.decide.ProvisioningForm;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

    private final CaseFolder folders = new CaseFolder();
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
        String folder = "provisioning/" + entry.at("case").text();
        Tree expected = ReferenceData.json(folder + "/expected.json");
        DecisionInput input = folders.read(ReferenceData.ROOT.resolve(folder));
        Tree ours = new Tree(ProvisioningForm.of(ProvisioningDecision.of(input)));
        Answer wanted = Answer.of(expected, expected);
        Answer found = Answer.of(ours, expected);
        boolean agrees = found.equals(wanted);
        cases = cases.plus(agrees);
        for (String feature : entry.at("features").texts()) {
            byFeature.put(feature, byFeature.getOrDefault(feature, Rate.NONE).plus(agrees));
        }
        if (!agrees) {
            wrong.add(entry.at("case").text() + "\n  expected " + wanted + "\n  found    " + found);
        }
        assertThat(ours.map().keySet()).isEqualTo(shape(expected));
        compareReasons(expected, ours);
    }

    /** What the reference says of a decision itself, without what it says of its own runs. */
    private static Set<Object> shape(Tree expected) {
        Set<Object> keys = new LinkedHashSet<>(expected.map().keySet());
        List.of("equivalence", "tieSensitive", "requestsStable", "runs", "podGroups")
                .forEach(keys::remove);
        return keys;
    }

    /** Reasons are no part of the contract, so that they are counted only. */
    private void compareReasons(Tree expected, Tree found) {
        Map<String, List<String>> ours = new TreeMap<>();
        found.at("podErrors")
                .list()
                .forEach(error ->
                        ours.put(error.at("pod").text(), error.at("reasons").texts()));
        for (Tree pod : expected.at("podErrors").list()) {
            List<String> codes = ours.get(pod.at("pod").text());
            if (codes != null) {
                List<String> wanted = pod.at("reasons").texts();
                if (System.getProperty("nodecast.reasons") != null && !codes.equals(wanted)) {
                    System.out.println(
                            expected.at("case").text() + " " + pod.at("pod").text() + " " + wanted + " found " + codes);
                }
                reasons = reasons.plus(codes.equals(wanted));
            }
        }
    }
}
