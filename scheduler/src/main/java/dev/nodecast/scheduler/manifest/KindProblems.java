package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.Severity;
import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.manifest.tree.MapNode;
import dev.nodecast.scheduler.manifest.tree.Spelling;
import java.util.Optional;

/** Says what is wrong with an object's type. */
final class KindProblems {

    private final Diagnostics diagnostics;
    private final boolean othersAllowed;

    /** @param othersAllowed whether kinds and versions that are not known may be among the objects */
    KindProblems(Diagnostics diagnostics, boolean othersAllowed) {
        this.diagnostics = diagnostics;
        this.othersAllowed = othersAllowed;
    }

    void noObject(MapNode tree, String apiVersion, String kind) {
        String missing = kind.isEmpty() && apiVersion.isEmpty()
                ? "`apiVersion` and `kind`"
                : kind.isEmpty() ? "`kind`" : "`apiVersion`";
        diagnostics.add(Diagnostic.error(
                        ManifestRule.NOT_AN_OBJECT.id(), tree.mark(), "this is not a Kubernetes object: no " + missing)
                .found(
                        tree.entries().isEmpty()
                                ? "an empty map"
                                : "a map with "
                                        + tree.entries().stream()
                                                .limit(8)
                                                .map(e -> "`" + e.key() + "`")
                                                .toList())
                .expected("`apiVersion`, `kind` and `metadata`")
                .help(KnownKinds.inAnyGroup(kind)
                        .map(known -> "write `apiVersion: " + apiVersionOf(known) + "`")
                        .orElse("name only files with Kubernetes objects")));
    }

    void unknown(MapNode tree, ObjectHeader header) {
        if (othersAllowed) {
            diagnostics.add(Diagnostic.note(
                            ManifestRule.SKIPPED_KIND.id(),
                            mark(tree, "kind"),
                            header + " is not known and is left alone")
                    .field("kind")
                    .found("`" + header.kind() + "` of `" + header.apiVersion() + "`"));
            return;
        }
        Optional<KnownKind> elsewhere = KnownKinds.inAnyGroup(header.kind());
        if (elsewhere.isPresent()) {
            diagnostics.add(Diagnostic.error(
                            ManifestRule.API_VERSION.id(),
                            mark(tree, "apiVersion"),
                            "there is no " + header.kind() + " in this API group")
                    .field("apiVersion")
                    .found("`" + header.apiVersion() + "`")
                    .expected("`" + apiVersionOf(elsewhere.get()) + "`")
                    .help("write `apiVersion: " + apiVersionOf(elsewhere.get()) + "`"));
            return;
        }
        Diagnostic diagnostic = Diagnostic.error(
                        ManifestRule.UNKNOWN_KIND.id(), mark(tree, "kind"), "this kind of object is not known")
                .field("kind")
                .found("`" + header.kind() + "` of `" + header.apiVersion() + "`")
                .expected("one of " + String.join(", ", KnownKinds.names()));
        diagnostics.add(Spelling.nearest(header.kind(), KnownKinds.names())
                .map(near -> diagnostic.help("did you mean `" + near + "`?"))
                .orElse(diagnostic.help("leave the object out: what it does cannot be taken into account")));
    }

    void version(MapNode tree, ObjectHeader header, KnownKind known) {
        diagnostics.add(Diagnostic.error(
                        ManifestRule.API_VERSION.id(),
                        mark(tree, "apiVersion"),
                        "this version of " + header.kind() + " cannot be read")
                .field("apiVersion")
                .found("`" + header.apiVersion() + "`")
                .expected("`" + apiVersionOf(known) + "`")
                .help("convert the object to " + apiVersionOf(known))
                .severity(othersAllowed ? Severity.WARNING : Severity.ERROR));
    }

    void skipped(MapNode tree, ObjectHeader header, KnownKind known) {
        if (known.skipped() == KnownKind.Skipped.MAKES_PODS
                && tree.at("metadata", "ownerReferences").isEmpty()) {
            diagnostics.add(Diagnostic.warning(
                            ManifestRule.UNSUPPORTED.id(),
                            mark(tree, "kind"),
                            "the pods of a " + header.kind() + " are not taken into account")
                    .field("kind")
                    .found("" + header)
                    .expected("a Deployment, a DaemonSet or Pods")
                    .consequence("nodes for its pods are missing in every result")
                    .help("describe its pods as a Deployment with as many replicas"));
            return;
        }
        diagnostics.add(Diagnostic.note(
                        ManifestRule.SKIPPED_KIND.id(), tree.mark(), header + " is not needed here and is left alone")
                .field("kind"));
    }

    void beta(MapNode tree, ObjectHeader header) {
        diagnostics.add(Diagnostic.warning(
                        ManifestRule.CONVERTED.id(),
                        mark(tree, "apiVersion"),
                        header + " is written in the v1beta1 API and is read as v1")
                .field("apiVersion")
                .found("`" + header.apiVersion() + "`")
                .expected("`" + header.group() + "/v1`")
                .consequence("Karpenter 1.1 and later do not serve v1beta1; the object cannot be created there")
                .help("write `apiVersion: " + header.group() + "/v1` and change the fields named below"));
    }

    private static String apiVersionOf(KnownKind known) {
        String version = known.versions().isEmpty() ? "v1" : known.versions().getFirst();
        return known.group().isEmpty() ? version : known.group() + "/" + version;
    }

    private static SourceMark mark(MapNode tree, String key) {
        return tree.get(key).map(node -> node.mark()).orElse(tree.mark());
    }
}
