package dev.nodecast.scenarios.file.value;

import dev.nodecast.scheduler.diagnostics.SourceMark;

/**
 * A file, folder or {@code builtin:} resource that a scenario names.
 *
 * @param text as written
 * @param mark where it is written; decides what it is relative to
 */
public record FileRef(String text, SourceMark mark) {

    /** How resources that come with Nodecast are named. */
    public static final String BUILTIN = "builtin:";

    public boolean builtin() {
        return text.startsWith(BUILTIN);
    }

    /** The resource's name. */
    public String builtinName() {
        return text.substring(BUILTIN.length());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileRef that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
