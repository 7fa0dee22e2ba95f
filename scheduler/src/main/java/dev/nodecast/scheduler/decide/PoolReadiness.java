package dev.nodecast.scheduler.decide;

import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.manifest.Manifests;
import dev.nodecast.scheduler.manifest.tree.ListNode;
import dev.nodecast.scheduler.manifest.tree.MapNode;
import dev.nodecast.scheduler.manifest.tree.TreeNode;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Which pools cannot launch anything, because they are not ready: Karpenter passes them over. A pool of which nothing is
 * said is taken to be ready, and a class of which there is no object of its kind at all is taken to exist.
 */
final class PoolReadiness {

    private PoolReadiness() {}

    /** Why pools are not ready, by their names. */
    static SequencedMap<String, String> unready(Manifests objects) {
        SequencedMap<String, String> unready = new LinkedHashMap<>();
        for (Manifest<NodePool> pool : objects.of(NodePool.class)) {
            missingClass(pool.value(), objects)
                    .or(() -> condition(pool.tree()))
                    .ifPresent(why -> unready.put(pool.value().name(), why));
        }
        return unready;
    }

    private static Optional<String> missingClass(NodePool pool, Manifests objects) {
        NodeClaim.NodeClassRef ref = pool.template().nodeClassRef();
        List<String> names = objects.all().stream()
                .filter(object -> object.header().kind().equals(ref.kind())
                        && object.header().group().equals(ref.group()))
                .map(object -> object.header().name())
                .toList();
        return names.isEmpty() || names.contains(ref.name())
                ? Optional.empty()
                : Optional.of("its " + ref.kind() + " `" + ref.name() + "` is not among the objects; there is "
                        + String.join(", ", names));
    }

    private static Optional<String> condition(MapNode pool) {
        Optional<TreeNode> conditions = pool.at("status", "conditions");
        List<TreeNode> items = conditions.orElse(null) instanceof ListNode list ? list.items() : List.of();
        for (TreeNode item : items) {
            if (item instanceof MapNode map
                    && map.textAt("type").orElse("").equals("Ready")
                    && !map.textAt("status").orElse("").equals("True")) {
                return Optional.of("its condition Ready is "
                        + map.textAt("status").orElse("missing")
                        + map.textAt("message").map(message -> ": " + message).orElse(""));
            }
        }
        return Optional.empty();
    }
}
