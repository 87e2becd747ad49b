package org.touchmark.scanner.client;

import java.util.function.UnaryOperator;

/** The gateway understood and refused; its problem details (RFC 9457) say why. */
public final class GatewayRefusedException extends GatewayException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    GatewayRefusedException(Problem problem) {
        super(problem.status() + " " + problem.title());
        this.problem = problem;
    }

    /** What several refusals come to. */
    public static GatewayRefusedException of(Problem problem) {
        return new GatewayRefusedException(problem);
    }

    /** The same refusal with its faults at the places that the caller knows. */
    public GatewayRefusedException placed(UnaryOperator<Problem.InputError> places) {
        return new GatewayRefusedException(problem.placed(places));
    }

    /** Why, as the gateway tells it. */
    public Problem problem() {
        return problem;
    }
}
