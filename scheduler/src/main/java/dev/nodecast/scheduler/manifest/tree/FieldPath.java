package dev.nodecast.scheduler.manifest.tree;

import org.jspecify.annotations.Nullable;

/** The way from an object's root to a field, printed like {@code spec.containers[0].image}. */
record FieldPath(@Nullable FieldPath parent, String segment) {

    static final FieldPath ROOT = new FieldPath(null, "");

    FieldPath key(String key) {
        boolean plain = key.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-');
        return new FieldPath(this, plain ? "." + key : "['" + key + "']");
    }

    FieldPath index(int index) {
        return new FieldPath(this, "[" + index + "]");
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        append(out);
        return out.toString();
    }

    private void append(StringBuilder out) {
        if (parent != null) {
            parent.append(out);
        }
        out.append(out.isEmpty() && segment.startsWith(".") ? segment.substring(1) : segment);
    }
}
