package org.touchmark.network.launcher;

import java.util.Locale;

/** How constants are written for people and for programs: {@code CHAINCODE_SERVER} is "chaincode server". */
final class Wording {
    private Wording() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
