package org.touchmark.domain.adversary;

/** Why the model would not let something happen. */
final class Objection extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Objection(String why) {
        super(why, null, false, false);
    }

    static void unless(boolean allowed, String why) {
        if (!allowed) {
            throw new Objection(why);
        }
    }
}
