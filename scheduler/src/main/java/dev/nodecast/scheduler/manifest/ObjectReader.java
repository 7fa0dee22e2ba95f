package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.manifest.tree.ListNode;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.manifest.tree.MapNode;
import dev.nodecast.scheduler.manifest.tree.Reading;
import dev.nodecast.scheduler.manifest.tree.ScalarNode;
import dev.nodecast.scheduler.manifest.tree.TreeNode;
import dev.nodecast.scheduler.model.ObjectMeta;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one object after the other: finds the kind, opens lists, hands over to the kind's reader. */
final class ObjectReader {

    private final Diagnostics diagnostics;
    private final Instant epoch;
    private final ObjectPolicy policy;
    private final KindProblems problems;
    private final List<Manifest<?>> manifests = new ArrayList<>();

    ObjectReader(Diagnostics diagnostics, Instant epoch, ObjectPolicy policy) {
        this.diagnostics = diagnostics;
        this.epoch = epoch;
        this.policy = policy;
        this.problems = new KindProblems(diagnostics, policy.othersAllowed());
    }

    List<Manifest<?>> manifests() {
        return manifests;
    }

    void read(TreeNode tree) {
        if (tree instanceof MapNode map) {
            read(map, map.textAt("apiVersion").orElse(""), map.textAt("kind").orElse(""));
        } else {
            diagnostics.add(
                    Diagnostic.error(ManifestRule.NOT_AN_OBJECT.id(), tree.mark(), "this is not a Kubernetes object")
                            .found(tree.describe())
                            .expected("a map with `apiVersion`, `kind` and `metadata`"));
        }
    }

    private void read(MapNode tree, String apiVersion, String kind) {
        if (apiVersion.isEmpty() || kind.isEmpty()) {
            problems.noObject(tree, apiVersion, kind);
        } else if (kind.endsWith("List") && tree.get("items").isPresent()) {
            readList(tree, apiVersion, kind.substring(0, kind.length() - "List".length()));
        } else {
            readObject(
                    tree,
                    new ObjectHeader(
                            apiVersion,
                            kind,
                            tree.textAt("metadata", "namespace").orElse(""),
                            tree.textAt("metadata", "name")
                                    .or(() -> tree.textAt("metadata", "generateName"))
                                    .orElse("")));
        }
    }

    private void readList(MapNode list, String apiVersion, String itemKind) {
        TreeNode items = list.get("items").orElseThrow();
        if (items instanceof ScalarNode scalar && scalar.isNull()) {
            return;
        }
        if (!(items instanceof ListNode nodes)) {
            diagnostics.add(Diagnostic.error(ManifestRule.WRONG_TYPE.id(), items.mark(), "`items` must be a list")
                    .field("items")
                    .found(items.describe())
                    .expected("a list of objects"));
            return;
        }
        for (TreeNode item : nodes.items()) {
            if (item instanceof MapNode map) {
                // The items of a typed list, as the API gives it, do not repeat its type.
                read(
                        map,
                        map.textAt("apiVersion").orElse(itemKind.isEmpty() ? "" : apiVersion),
                        map.textAt("kind").orElse(itemKind));
            } else {
                read(item);
            }
        }
    }

    private void readObject(MapNode tree, ObjectHeader header) {
        Optional<KnownKind> known = KnownKinds.find(header.group(), header.kind());
        KindReader reader = known.map(KnownKind::reader).orElse(null);
        if (known.isEmpty() || reader == null || left(known.get())) {
            known.ifPresentOrElse(kind -> problems.skipped(tree, header, kind), () -> problems.unknown(tree, header));
            manifests.add(new Manifest<>(header, new UnreadObject(header), tree));
        } else if (!known.get().versions().contains(header.version())) {
            problems.version(tree, header, known.get());
            manifests.add(new Manifest<>(header, new UnreadObject(header), tree));
        } else {
            manifests.add(read(tree, header, known.get().namespaced(), reader));
        }
    }

    private boolean left(KnownKind kind) {
        return kind.skipped() != KnownKind.Skipped.NO && !policy.allWorkloads();
    }

    private Manifest<?> read(MapNode tree, ObjectHeader header, boolean namespaced, KindReader reader) {
        boolean stored = policy.allStored()
                || tree.at("metadata", "uid").isPresent()
                || tree.at("metadata", "resourceVersion").isPresent();
        Reading reading = stored ? Reading.lenient(diagnostics) : Reading.strict(diagnostics);
        if (header.version().equals("v1beta1") && header.group().startsWith("karpenter.")) {
            problems.beta(tree, header);
        }
        return Field.root(tree, reading)
                .map(object -> {
                    object.ignore("apiVersion", "kind", "status").require("metadata");
                    ObjectMeta meta = object.map("metadata", fields -> MetaReader.read(fields, namespaced, epoch))
                            .orElse(ObjectMeta.named(header.name()));
                    ObjectHeader full =
                            new ObjectHeader(header.apiVersion(), header.kind(), meta.namespace(), meta.name());
                    Object value = reader.read(object, new ObjectContext(full, meta, stored, epoch));
                    return new Manifest<>(full, value, tree);
                })
                .orElseThrow();
    }
}
