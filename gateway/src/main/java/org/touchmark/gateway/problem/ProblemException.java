package org.touchmark.gateway.problem;

/** Ends a request with a {@link Problem}. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    // Kept for the handler of the same request: an exception of ours is never serialized.
    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.code() + ": " + problem.detail());
        this.problem = problem;
    }

    /**
     * The problem to answer with.
     *
     * @return the problem
     */
    public Problem problem() {
        return problem;
    }
}
