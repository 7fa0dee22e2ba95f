package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;

/** Warns of Karpenter's v1beta1 forms and names their v1 replacement. Source: Karpenter's v1 migration guide. */
final class Conversion {

    private Conversion() {}

    /** A form that v1 writes differently; it is read as the v1 form. */
    static void warn(Fields fields, String key, String found, String v1Form) {
        add(fields, key, "this v1beta1 form is read as its v1 replacement", found, v1Form);
    }

    /** A field that v1 has elsewhere; it is read from where it stands. */
    static void moved(Fields fields, String key, String target) {
        add(
                fields,
                key,
                "`" + key + "` has moved in v1",
                "`" + key + "` in `" + fields.path() + "`",
                "`" + target + "`");
    }

    private static void add(Fields fields, String key, String message, String found, String v1Form) {
        SourceMark mark = fields.keyMark(key);
        String path = fields.path().isEmpty() ? key : fields.path() + "." + key;
        fields.add(
                Diagnostic.warning(ManifestRule.CONVERTED.id(), mark, message)
                        .field(path)
                        .found(found)
                        .expected("in v1: " + v1Form)
                        .help(
                                "change it when you move the object to the v1 API; v1beta1 is not served by Karpenter 1.1 and later"));
    }
}
