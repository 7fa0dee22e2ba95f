package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.grammar.LabelSyntax;
import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.ObjectMeta;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads {@code metadata}. */
final class MetaReader {

    private static final String DEFAULT_NAMESPACE = "default";

    private MetaReader() {}

    /** The metadata of an object; a namespaced one without a namespace is in {@code default}, as for kubectl. */
    static ObjectMeta read(Fields meta, boolean namespaced, Instant epoch) {
        ignoreServerFields(meta);
        String generated = meta.text("generateName").orElse("");
        String name = meta.get("name").flatMap(MetaReader::name).orElse(generated);
        if (name.isEmpty() && !meta.has("name")) {
            meta.missing("name", "");
        }
        String namespace = meta.text("namespace").orElse(namespaced ? DEFAULT_NAMESPACE : "");
        return new ObjectMeta(
                namespaced ? namespace : "",
                name,
                meta.text("uid").orElse(name),
                labels(meta, "labels"),
                Labels.of(meta.textMap("annotations")),
                owner(meta),
                ObjectContext.timeNs(meta, "creationTimestamp", epoch).orElse(0L),
                ObjectContext.timeNs(meta, "deletionTimestamp", epoch).orElse(null));
    }

    /** Labels, with keys and values checked. */
    static Labels labels(Fields fields, String key) {
        return labels(
                fields,
                key,
                (field, name) -> field.refuse(
                        ManifestRule.MALFORMED,
                        "the label `" + name + "` has a value that is not allowed",
                        d -> d.expected(LabelSyntax.VALUE_EXPECTED)));
    }

    /** Labels with keys checked; {@code badValue} reports a value that does not follow the grammar. */
    static Labels labels(Fields fields, String key, BiConsumer<Field, String> badValue) {
        Map<String, String> labels = new LinkedHashMap<>();
        fields.get(key).map(Field::entries).orElse(Map.of()).forEach((name, field) -> {
            if (!LabelSyntax.isKey(name)) {
                field.refuse(
                        ManifestRule.MALFORMED,
                        "`" + name + "` is not a label key",
                        d -> d.found("`" + name + "`").expected(LabelSyntax.KEY_EXPECTED));
            }
            String value = field.text().orElse("");
            if (!LabelSyntax.isValue(value)) {
                badValue.accept(field, name);
            }
            labels.put(name, value);
        });
        return Labels.of(labels);
    }

    /** The metadata of a pod or node template: labels and annotations count, the rest is allowed. */
    static void ignoreServerFields(Fields meta) {
        meta.ignore(
                "managedFields",
                "resourceVersion",
                "generation",
                "selfLink",
                "finalizers",
                "deletionGracePeriodSeconds",
                "clusterName");
    }

    private static Optional<String> name(Field field) {
        Optional<String> name = field.text();
        if (name.isPresent() && !LabelSyntax.isSubdomain(name.get())) {
            field.report(
                    ManifestRule.MALFORMED, "this name is not allowed", d -> d.expected(LabelSyntax.NAME_EXPECTED));
        }
        return name;
    }

    /** The controller; without one the first owner, since Karpenter asks of any owner whether it is a DaemonSet or a node. */
    private static ObjectMeta.@Nullable Owner owner(Fields meta) {
        record Reference(ObjectMeta.Owner owner, boolean controller) {}
        List<Reference> owners = meta.maps("ownerReferences", reference -> {
            reference.ignore("apiVersion", "blockOwnerDeletion").require("kind", "name");
            ObjectMeta.Owner owner = new ObjectMeta.Owner(
                    reference.text("kind").orElse(""),
                    reference.text("name").orElse(""),
                    reference.text("uid").orElse(""));
            return new Reference(owner, reference.bool("controller").orElse(false));
        });
        return owners.stream()
                .min(Comparator.comparing(Reference::controller).reversed())
                .map(Reference::owner)
                .orElse(null);
    }
}
