package dev.nodecast.scheduler.manifest.tree;

import dev.nodecast.scheduler.diagnostics.SourceMark;
import java.util.Optional;

/**
 * A single value.
 *
 * @param mark where it begins
 * @param text its text, without quotes
 * @param kind what the text is; quoted text is always {@link ScalarKind#STRING}
 */
public record ScalarNode(SourceMark mark, String text, ScalarKind kind) implements TreeNode {

    private static final int SHOWN_MAX = 80;

    /** The text; empty for null. */
    public Optional<String> value() {
        return kind == ScalarKind.NULL ? Optional.empty() : Optional.of(text);
    }

    /** Whether this is null. */
    public boolean isNull() {
        return kind == ScalarKind.NULL;
    }

    @Override
    public String describe() {
        return switch (kind) {
            case NULL -> "nothing (null)";
            case BOOLEAN -> "the boolean `" + text + "`";
            case LEGACY_BOOLEAN -> "`" + text + "`, which kubectl reads as a boolean";
            case INTEGER, FLOAT -> "the number `" + text + "`";
            case STRING -> "\"" + shortened() + "\"";
        };
    }

    private String shortened() {
        String firstLine = text.lines().findFirst().orElse("");
        if (firstLine.length() > SHOWN_MAX) {
            return firstLine.substring(0, SHOWN_MAX) + "…";
        }
        return firstLine.length() < text.stripTrailing().length() ? firstLine + "…" : firstLine;
    }
}
