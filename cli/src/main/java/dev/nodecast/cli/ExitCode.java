package dev.nodecast.cli;

/** What the exit codes of every command mean. */
final class ExitCode {

    static final int DONE = 0;

    /** Done, but not as wished: an objective was missed, or a review found errors. */
    static final int NOT_AS_WISHED = 1;

    static final int BAD_INPUT = 2;
    static final int INTERNAL_ERROR = 3;

    private ExitCode() {}
}
