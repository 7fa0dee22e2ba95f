package dev.nodecast.cli;

import dev.nodecast.scheduler.diagnostics.DiagnosticRenderer;

/** What is known of the terminal, if there is one. */
final class Terminal {

    private Terminal() {}

    /** Whether a person sees what is printed. */
    static boolean interactive() {
        return System.console().isTerminal();
    }

    /** Colours for people, plain text for files; the NO_COLOR convention is kept. */
    static DiagnosticRenderer renderer() {
        boolean colour = interactive() && System.getenv("NO_COLOR") == null;
        return colour ? DiagnosticRenderer.coloured() : DiagnosticRenderer.plain();
    }
}
