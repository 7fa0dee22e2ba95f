package dev.nodecast.scenarios.trajectory;

import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.manifest.ManifestReader;
import dev.nodecast.scheduler.manifest.Manifests;
import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.manifest.tree.MapNode;
import dev.nodecast.scheduler.model.Deployment;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.sim.world.spec.PlannedAction;
import dev.nodecast.sim.world.spec.PlannedAction.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the actions of a timeline against the objects that they are about. */
final class TimelineReader {

    private static final long MILLISECOND_NS = 1_000_000L;
    private static final Map<String, String> ACTIONS = words("scale", "patch", "delete-nodeclaim", "delete-node");
    private static final Map<String, String> RESOURCES = words("nodepools");

    private final Manifests manifests;
    private final Map<String, MapNode> pools = new LinkedHashMap<>();
    private long lastMs;

    /** @param manifests the objects at the beginning */
    TimelineReader(Manifests manifests) {
        this.manifests = manifests;
        for (Manifest<NodePool> pool : manifests.of(NodePool.class)) {
            pools.put(pool.value().name(), pool.tree());
        }
    }

    private static Map<String, String> words(String... words) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String word : words) {
            map.put(word, word);
        }
        return map;
    }

    /** The actions in the order of their times; problems go to the timeline's diagnostics. */
    List<PlannedAction> actions(Fields timeline, long endMs) {
        List<PlannedAction> actions = new ArrayList<>();
        for (Field item : timeline.items("actions")) {
            item.map(action -> action(action, endMs)).flatMap(read -> read).ifPresent(actions::add);
        }
        return actions;
    }

    private Optional<PlannedAction> action(Fields action, long endMs) {
        action.require("atMs", "action");
        Optional<Long> at = action.integer("atMs", 0, endMs);
        at.filter(ms -> ms < lastMs)
                .ifPresent(ms -> action.add(action.problem(ManifestRule.OUT_OF_RANGE, "the actions are not in order")
                        .found("an action at " + ms + " ms after one at " + lastMs + " ms")
                        .help("sort the actions by `atMs`")));
        at.ifPresent(ms -> lastMs = Math.max(lastMs, ms));
        Optional<Change> change = action.oneOf("action", ACTIONS).flatMap(word -> switch (word) {
            case "scale" -> scale(action);
            case "patch" -> patch(action);
            case "delete-nodeclaim" -> index(action).map(Change.DeleteNodeClaim::new);
            default -> index(action).map(Change.DeleteNode::new);
        });
        return at.flatMap(ms -> change.map(what -> new PlannedAction(ms * MILLISECOND_NS, what)));
    }

    private static Optional<Integer> index(Fields action) {
        return action.require("index").integer("index", 0, Integer.MAX_VALUE);
    }

    private Optional<Change> scale(Fields action) {
        action.require("deployment", "replicas");
        Optional<Integer> replicas = action.integer("replicas", 0, Integer.MAX_VALUE);
        Optional<ObjectKey> deployment = action.get("deployment").flatMap(this::deployment);
        return deployment.flatMap(key -> replicas.map(count -> new Change.Scale(key, count)));
    }

    private Optional<ObjectKey> deployment(Field field) {
        Optional<String> name = field.text();
        Optional<ObjectKey> found = name.flatMap(text -> manifests.values(Deployment.class).stream()
                .map(deployment -> deployment.meta().key())
                .filter(key -> key.name().equals(text))
                .findFirst());
        if (name.isPresent() && found.isEmpty()) {
            field.report(
                    ManifestRule.NOT_ALLOWED,
                    "there is no such Deployment among the manifests",
                    d -> d.help("name a Deployment of manifests.yaml"));
        }
        return found;
    }

    private Optional<Change> patch(Fields action) {
        action.require("resource", "name", "patch").oneOf("resource", RESOURCES);
        Optional<String> name = action.get("name").flatMap(this::pool);
        Optional<MapNode> patch = action.get("patch").flatMap(TimelineReader::map);
        return name.flatMap(pool -> patch.flatMap(map -> patched(pool, map, action)));
    }

    private Optional<String> pool(Field field) {
        Optional<String> name = field.text();
        if (name.isPresent() && !pools.containsKey(name.get())) {
            field.report(
                    ManifestRule.NOT_ALLOWED,
                    "there is no such NodePool among the manifests",
                    d -> d.expected("one of " + String.join(", ", pools.keySet())));
            return Optional.empty();
        }
        return name;
    }

    private static Optional<MapNode> map(Field field) {
        if (field.node() instanceof MapNode map) {
            return Optional.of(map);
        }
        field.report(ManifestRule.WRONG_TYPE, "`patch` must be a map", d -> d.expected("a JSON merge patch"));
        return Optional.empty();
    }

    /** The pool as it is after the patch, on top of all patches before. */
    private Optional<Change> patched(String name, MapNode patch, Fields action) {
        MapNode before = pools.get(name);
        if (before == null) {
            return Optional.empty();
        }
        MapNode after = MergePatch.apply(before, patch);
        pools.put(name, after);
        return new ManifestReader(action.diagnostics())
                .readTrees(List.of(after)).values(NodePool.class).stream()
                        .findFirst()
                        .map(Change.ApplyNodePool::new);
    }
}
