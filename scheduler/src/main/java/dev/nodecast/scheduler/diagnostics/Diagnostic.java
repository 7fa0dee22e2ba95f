package dev.nodecast.scheduler.diagnostics;

import org.jspecify.annotations.Nullable;

/**
 * One problem, with everything a reader needs to repair it. Made with {@link #error}, {@link #warning} or {@link #note}
 * and completed with the methods named after the components:
 *
 * {@snippet :
 * Diagnostic.error("NC0203", mark, "replicas is not a whole number")
 *         .field("spec.replicas").found("`two`").expected("a whole number").help("write `replicas: 2`");
 * }
 *
 * @param severity how much it matters
 * @param ruleId a stable id, such as {@code NC0203}
 * @param mark where
 * @param fieldPath dotted path of the field from the object's root, such as {@code spec.template.spec.containers[0]};
 *     empty where no field is concerned
 * @param message one sentence without a full stop
 * @param found the value that was found
 * @param expected what would have been right
 * @param help the remedy
 * @param consequence what happens if nothing is done
 */
public record Diagnostic(
        Severity severity,
        String ruleId,
        SourceMark mark,
        String fieldPath,
        String message,
        @Nullable String found,
        @Nullable String expected,
        @Nullable String help,
        @Nullable String consequence) {

    /** The input cannot be used as it is. */
    public static Diagnostic error(String ruleId, SourceMark mark, String message) {
        return of(Severity.ERROR, ruleId, mark, message);
    }

    /** The input can be used, but probably does not mean what its author thinks. */
    public static Diagnostic warning(String ruleId, SourceMark mark, String message) {
        return of(Severity.WARNING, ruleId, mark, message);
    }

    /** Nothing is wrong; something is worth knowing. */
    public static Diagnostic note(String ruleId, SourceMark mark, String message) {
        return of(Severity.NOTE, ruleId, mark, message);
    }

    /** A diagnostic of any severity. */
    public static Diagnostic of(Severity severity, String ruleId, SourceMark mark, String message) {
        return new Diagnostic(severity, ruleId, mark, "", message, null, null, null, null);
    }

    /** The same, naming the field. */
    public Diagnostic field(String path) {
        return new Diagnostic(severity, ruleId, mark, path, message, found, expected, help, consequence);
    }

    /** The same, saying what was found. */
    public Diagnostic found(String what) {
        return new Diagnostic(severity, ruleId, mark, fieldPath, message, what, expected, help, consequence);
    }

    /** The same, saying what was expected. */
    public Diagnostic expected(String what) {
        return new Diagnostic(severity, ruleId, mark, fieldPath, message, found, what, help, consequence);
    }

    /** The same, with the remedy. */
    public Diagnostic help(String remedy) {
        return new Diagnostic(severity, ruleId, mark, fieldPath, message, found, expected, remedy, consequence);
    }

    /** The same, saying what happens if nothing is done. */
    public Diagnostic consequence(String what) {
        return new Diagnostic(severity, ruleId, mark, fieldPath, message, found, expected, help, what);
    }

    /** The same problem, weighed differently. */
    public Diagnostic severity(Severity other) {
        return new Diagnostic(other, ruleId, mark, fieldPath, message, found, expected, help, consequence);
    }

    /** Place, severity, rule and message in one line, as {@code grep} and editors like it. */
    public String oneLine() {
        return mark + ": " + severity.word() + "[" + ruleId + "]: " + message;
    }
}
