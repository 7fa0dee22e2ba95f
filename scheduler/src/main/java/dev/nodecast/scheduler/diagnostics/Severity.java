package dev.nodecast.scheduler.diagnostics;

/** How much a diagnostic matters. */
public enum Severity {
    /** The input cannot be used as it is. */
    ERROR,
    /** The input can be used, but probably does not mean what its author thinks. */
    WARNING,
    /** Nothing is wrong; something is worth knowing. */
    NOTE;

    /** The word printed in front of a message: {@code error}, {@code warning} or {@code note}. */
    public String word() {
        return switch (this) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTE -> "note";
        };
    }
}
