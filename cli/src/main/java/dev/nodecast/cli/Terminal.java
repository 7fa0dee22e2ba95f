package dev.nodecast.cli;

import dev.nodecast.scheduler.diagnostics.DiagnosticRenderer;
import java.io.Console;

/** What is known of the terminal, if there is one. */
final class Terminal {

    private Terminal() {}

    /** Whether a person sees what is printed. */
    @SuppressWarnings("SystemConsoleNull") // NullAway's model of the JDK still says that it may be null
    static boolean interactive() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** Colours for people, plain text for files; the NO_COLOR convention is kept. */
    static DiagnosticRenderer renderer() {
        boolean colour = interactive() && System.getenv("NO_COLOR") == null;
        return colour ? DiagnosticRenderer.coloured() : DiagnosticRenderer.plain();
    }
}
