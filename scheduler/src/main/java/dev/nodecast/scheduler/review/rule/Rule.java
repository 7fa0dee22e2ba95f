package dev.nodecast.scheduler.review.rule;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.review.system.ReviewedSystem;

/**
 * One thing that a review looks for. A rule says error where something will not work, will be refused, or loses work or money
 * for certain; warning where it is a risk; note where it is only worth knowing.
 */
public abstract class Rule {

    private final String id;
    private final String title;
    private final String explanation;
    private final String source;

    /**
     * A rule.
     *
     * @param id stable, such as {@code NC1101}; never given to another rule
     * @param title what is wrong, in a few words
     * @param explanation why it is wrong, in a few sentences
     * @param source address of a public text that says so; empty where the explanation needs none
     */
    protected Rule(String id, String title, String explanation, String source) {
        this.id = id;
        this.title = title;
        this.explanation = explanation;
        this.source = source;
    }

    /** A stable id. */
    public final String id() {
        return id;
    }

    /** What is wrong, in a few words. */
    public final String title() {
        return title;
    }

    /** Why it is wrong. */
    public final String explanation() {
        return explanation;
    }

    /** Address of a public text that says so; may be empty. */
    public final String source() {
        return source;
    }

    /** Adds what this rule finds in the system. */
    public abstract void check(ReviewedSystem system, Diagnostics findings);

    protected final Diagnostic error(SourceMark mark, String message) {
        return Diagnostic.error(id, mark, message);
    }

    protected final Diagnostic warning(SourceMark mark, String message) {
        return Diagnostic.warning(id, mark, message);
    }

    protected final Diagnostic note(SourceMark mark, String message) {
        return Diagnostic.note(id, mark, message);
    }
}
