package dev.nodecast.scheduler.provisioning.explain;

import dev.nodecast.scheduler.provisioning.PlannedClaim;
import dev.nodecast.scheduler.provisioning.explain.NodeExplanation.Narrowing;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** A planned node in a few sentences. */
record NodeSentence(PlannedClaim claim, List<PodKind> kinds, List<Purchase> purchases) {

    private static final int ALTERNATIVES_SHOWN = 3;
    private static final int KINDS_SHOWN = 4;

    String text(int considered, SequencedMap<String, Integer> lost, @Nullable Narrowing narrowing) {
        return launch() + ". " + alternatives() + remaining(considered, lost) + narrowed(narrowing);
    }

    private String launch() {
        String what = purchases.isEmpty()
                ? "a node that nothing is on sale for"
                : purchases.getFirst().text();
        return "Pool " + claim.nodePool().name() + " launches " + what + " for " + pods(kinds);
    }

    /** “7 pods like web-… and db-0”. */
    static String pods(List<PodKind> kinds) {
        List<String> texts =
                kinds.stream().limit(KINDS_SHOWN).map(PodKind::text).toList();
        int more = kinds.stream().skip(KINDS_SHOWN).mapToInt(PodKind::count).sum();
        return String.join(", ", texts) + (more == 0 ? "" : " and " + more + " more");
    }

    private String alternatives() {
        List<Purchase> others = purchases.stream().skip(1).toList();
        if (others.isEmpty()) {
            return "Nothing else would do. ";
        }
        long cheapest = purchases.getFirst().microUsdPerHour();
        List<String> texts = others.stream()
                .limit(ALTERNATIVES_SHOWN)
                .map(other -> other.text() + " (" + Dollars.more(other.microUsdPerHour(), cheapest) + ")")
                .toList();
        String rest = others.size() <= ALTERNATIVES_SHOWN
                ? ""
                : ", … up to " + others.getLast().text();
        return "It could also be " + String.join(", ", texts) + rest + ". ";
    }

    private String remaining(int considered, SequencedMap<String, Integer> lost) {
        int left = claim.options().size();
        String types = left + " of the pool's " + considered + (considered == 1 ? " type" : " types") + " would do";
        if (lost.isEmpty()) {
            return types + ".";
        }
        List<String> parts = lost.entrySet().stream()
                .map((Map.Entry<String, Integer> entry) -> entry.getValue() + " " + entry.getKey())
                .toList();
        return types + "; ruled out: " + String.join(", ", parts) + ".";
    }

    private static String narrowed(@Nullable Narrowing narrowing) {
        return narrowing == null
                ? ""
                : " Without " + narrowing.kind().text() + ", " + narrowing.types() + " more type"
                        + (narrowing.types() == 1 ? "" : "s") + " would do.";
    }
}
