package org.touchmark.scanner.client;

/** The gateway understood and refused; its problem details (RFC 9457) say why. */
public final class GatewayRefusedException extends GatewayException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    GatewayRefusedException(Problem problem) {
        super(problem.status() + " " + problem.title());
        this.problem = problem;
    }

    /** Why, as the gateway tells it. */
    public Problem problem() {
        return problem;
    }
}
