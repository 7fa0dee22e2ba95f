package dev.nodecast.scheduler.diagnostics;

import java.util.List;

/** The input cannot be used; says why with at least one diagnostic. */
public final class InvalidInput extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Diagnostic> diagnostics;

    /**
     * Refuses an input.
     *
     * @param diagnostics why; in source order
     */
    public InvalidInput(List<Diagnostic> diagnostics) {
        super(diagnostics.isEmpty() ? "invalid input" : diagnostics.getFirst().oneLine());
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** Refuses an input for one reason. */
    public InvalidInput(Diagnostic diagnostic) {
        this(List.of(diagnostic));
    }

    /** Why the input was refused, in source order. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
