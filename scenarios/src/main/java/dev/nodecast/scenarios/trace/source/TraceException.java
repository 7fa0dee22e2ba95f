package dev.nodecast.scenarios.trace.source;

import java.io.Serial;

/** A trace file cannot be used; {@link #problem()} says why and what to do. */
public final class TraceException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient TraceProblem problem;

    public TraceException(TraceProblem problem) {
        super(problem.message());
        this.problem = problem;
    }

    public TraceException(TraceProblem problem, Throwable cause) {
        super(problem.message(), cause);
        this.problem = problem;
    }

    public TraceProblem problem() {
        return problem;
    }
}
