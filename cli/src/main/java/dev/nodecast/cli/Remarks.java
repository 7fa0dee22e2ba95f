package dev.nodecast.cli;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.Severity;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Warnings and notes about input that can be used all the same: each once, with how often it applies. */
final class Remarks {

    private static final Pattern NAME = Pattern.compile("^([A-Z]\\w+) \\S+ ");

    private Remarks() {}

    static void print(Diagnostics diagnostics, PrintWriter err) {
        Map<String, List<Diagnostic>> alike = new LinkedHashMap<>();
        for (Diagnostic diagnostic : diagnostics.list()) {
            if (diagnostic.severity() != Severity.ERROR) {
                alike.computeIfAbsent(text(diagnostic), _ -> new ArrayList<>()).add(diagnostic);
            }
        }
        alike.forEach((text, all) -> err.println(text + where(all)));
        if (diagnostics.suppressed() > 0) {
            err.println("note: " + diagnostics.suppressed() + " more of the same kinds");
        }
        err.flush();
    }

    /** The message without the name of the object, which differs from one to the next. */
    private static String text(Diagnostic diagnostic) {
        String message = NAME.matcher(diagnostic.message()).replaceFirst("$1 ");
        String help =
                diagnostic.severity() == Severity.WARNING && diagnostic.help() != null ? "; " + diagnostic.help() : "";
        return diagnostic.severity().word() + "[" + diagnostic.ruleId() + "]: " + message + help;
    }

    private static String where(List<Diagnostic> alike) {
        String first = " (" + alike.getFirst().mark();
        return alike.size() == 1 ? first + ")" : first + " and " + (alike.size() - 1) + " more)";
    }
}
