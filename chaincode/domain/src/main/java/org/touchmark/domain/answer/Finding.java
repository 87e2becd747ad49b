package org.touchmark.domain.answer;

/** What one check found, and what follows from it for the verdict. */
record Finding(Grade grade, Reason reason) {
    /** What a finding makes of the verdict, the lightest first; the weightiest decides. */
    enum Grade {
        HOLDS,
        BUT,
        NOT_REGISTERED,
        /** Something that is shown contradicts something else: suspect. */
        CONTRADICTED,
        FORGED,
        /** What a forgery would be proved by does not hold itself: suspect, so that no gateway can frame good labels. */
        BROKEN
    }

    static Finding proved(ReasonCode code, String text) {
        return new Finding(Grade.HOLDS, new Reason(code.wire(), text, Basis.PROVED));
    }

    static Finding said(ReasonCode code, String text) {
        return new Finding(Grade.HOLDS, new Reason(code.wire(), text, Basis.GATEWAY_SAYS));
    }

    static Finding but(ReasonCode code, String text) {
        return new Finding(Grade.BUT, new Reason(code.wire(), text, Basis.PROVED));
    }

    static Finding notRegistered(ReasonCode code, String text) {
        return new Finding(Grade.NOT_REGISTERED, new Reason(code.wire(), text, Basis.GATEWAY_SAYS));
    }

    static Finding contradicted(ReasonCode code, String text) {
        return new Finding(Grade.CONTRADICTED, new Reason(code.wire(), text, Basis.PROVED));
    }

    static Finding broken(ReasonCode code, String text) {
        return new Finding(Grade.BROKEN, new Reason(code.wire(), text, Basis.PROVED));
    }

    static Finding forged(ReasonCode code, String text, Basis basis) {
        return new Finding(Grade.FORGED, new Reason(code.wire(), text, basis));
    }
}
