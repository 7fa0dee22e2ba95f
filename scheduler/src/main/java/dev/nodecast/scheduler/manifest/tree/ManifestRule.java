package dev.nodecast.scheduler.manifest.tree;

/** The ids under which this package reports problems. Ids are stable; an id is never given to another rule. */
public enum ManifestRule {
    /** A file or folder cannot be read. */
    UNREADABLE("NC0100"),
    /** A source holds no document. */
    EMPTY("NC0101"),
    /** The text is not YAML or JSON. */
    SYNTAX("NC0102"),
    /** A key stands twice in one map. */
    DUPLICATE_KEY("NC0103"),
    /** The bytes are not UTF-8 text. */
    NOT_TEXT("NC0104"),
    /** A source is larger, deeper or more aliased than is allowed. */
    LIMIT("NC0105"),
    /** An alias without its anchor, or inside it. */
    ALIAS("NC0106"),
    /** A YAML tag, directive or key form that Kubernetes does not take. */
    YAML_FEATURE("NC0107"),
    /** A YAML 1.1 form that kubectl reads differently from what it looks like. */
    LEGACY_YAML("NC0108"),
    /** A document that is no Kubernetes object. */
    NOT_AN_OBJECT("NC0201"),
    /** A kind that is not known. */
    UNKNOWN_KIND("NC0202"),
    /** A kind that is known and not needed. */
    SKIPPED_KIND("NC0203"),
    /** An API version that is not known. */
    API_VERSION("NC0204"),
    /** A field that the kind does not have. */
    UNKNOWN_FIELD("NC0205"),
    /** A required field is missing. */
    MISSING_FIELD("NC0206"),
    /** A value of the wrong type. */
    WRONG_TYPE("NC0207"),
    /** A value that is not one of the allowed ones. */
    NOT_ALLOWED("NC0208"),
    /** A value that does not follow its grammar. */
    MALFORMED("NC0209"),
    /** A value outside its range. */
    OUT_OF_RANGE("NC0210"),
    /** Two values that contradict each other. */
    INCONSISTENT("NC0211"),
    /** Two objects with one identity. */
    DUPLICATE_OBJECT("NC0212"),
    /** A feature that is valid but not supported here. */
    UNSUPPORTED("NC0213"),
    /** A v1beta1 form; the v1 form is named. */
    CONVERTED("NC0301"),
    /** A v1beta1 form that was already invalid there. */
    CONVERTED_INVALID("NC0302");

    private final String id;

    ManifestRule(String id) {
        this.id = id;
    }

    /** The id as printed. */
    public String id() {
        return id;
    }
}
