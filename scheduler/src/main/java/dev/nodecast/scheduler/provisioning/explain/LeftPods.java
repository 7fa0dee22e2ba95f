package dev.nodecast.scheduler.provisioning.explain;

import dev.nodecast.scheduler.manifest.grammar.QuantityText;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.provisioning.PoolRefusal;
import dev.nodecast.scheduler.provisioning.Reason;
import dev.nodecast.scheduler.provisioning.Solution.Unplaced;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pods that ask for the same and found no node for the same reasons.
 *
 * @param pools what each pool that could launch anything had against them
 * @param contradiction what they ask for that cannot be anywhere
 * @param sentence all of that for people
 */
public record LeftPods(
        PodKind kind, List<Reason> reasons, List<PoolRefusal> pools, Optional<String> contradiction, String sentence) {

    public LeftPods {
        reasons = List.copyOf(reasons);
        pools = List.copyOf(pools);
    }

    /** “each asks for 3 cpu, 12Gi memory”. */
    public String asked() {
        List<String> parts = new ArrayList<>();
        QuantityText.of(kind.first().spec().requests()).forEach((resource, amount) -> {
            if (!resource.equals(Resources.PODS)) {
                parts.add(amount + " " + resource);
            }
        });
        String each = kind.count() == 1 ? "it asks for " : "each asks for ";
        return each + (parts.isEmpty() ? "no resources" : String.join(", ", parts));
    }

    /** Pods without a node, each kind once, those of the most pods first. */
    public static List<LeftPods> of(List<Unplaced> unplaced) {
        record Key(String namespace, PodSpec spec, String sentence) {}
        Map<Key, List<Unplaced>> byKey = new LinkedHashMap<>();
        for (Unplaced one : unplaced) {
            Pod pod = one.pod();
            byKey.computeIfAbsent(new Key(pod.meta().namespace(), pod.spec(), one.sentence()), _ -> new ArrayList<>())
                    .add(one);
        }
        return byKey.values().stream()
                .map(LeftPods::alike)
                .sorted((a, b) -> Integer.compare(b.kind().count(), a.kind().count()))
                .toList();
    }

    private static LeftPods alike(List<Unplaced> unplaced) {
        Unplaced first = unplaced.getFirst();
        PodKind kind = new PodKind(unplaced.stream().map(Unplaced::pod).toList());
        Optional<String> contradiction = Contradictions.of(first.pod().spec());
        String sentence = contradiction.orElse(first.sentence());
        return new LeftPods(kind, first.reasons(), first.pools(), contradiction, sentence);
    }
}
