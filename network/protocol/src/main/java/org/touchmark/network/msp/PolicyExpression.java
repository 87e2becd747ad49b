package org.touchmark.network.msp;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;

/**
 * Reads a signature policy as people write it for Fabric's commands: {@code AND('A.peer', OR('B.peer', 'C.peer'))},
 * {@code OutOf(2, ...)} (common/policydsl/policyparser.go). The same text gives the same bytes as there: each principal
 * is listed where it is named, those of inner gates before those of the gate around them.
 */
public final class PolicyExpression {
    private static final int MAX_LENGTH = 8_192;
    private static final int MAX_DEPTH = 32;
    private static final Pattern PRINCIPAL = Pattern.compile("([A-Za-z0-9.-]+)\\.(admin|member|client|peer|orderer)");
    private static final Pattern WORD = Pattern.compile("[A-Za-z]+");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");
    private static final String RULE = "A policy is AND(...), OR(...) or OutOf(N, ...) of 'MSP.ROLE', where ROLE is"
            + " admin, member, client, peer or orderer.";

    private final String text;
    private final List<MSPPrincipal> principals = new ArrayList<>();
    private int position;

    private PolicyExpression(String text) {
        this.text = text;
    }

    private sealed interface Part {}

    private record Role(String mspId, String role) implements Part {}

    private record Gate(int needed, List<Part> parts) implements Part {}

    /** The gates' names as Fabric knows them; in lower case two of them are operators to it, which it refuses here. */
    private enum GateKind {
        AND("And"),
        OR("Or"),
        OUT_OF("OutOf");

        private final String name;

        GateKind(String name) {
            this.name = name;
        }

        private boolean isWritten(String word) {
            return word.equals(name)
                    || word.equals(name.toUpperCase(Locale.ROOT))
                    || (this == OUT_OF && word.equals(name.toLowerCase(Locale.ROOT)));
        }
    }

    /**
     * Reads a policy.
     *
     * @throws IllegalArgumentException if the text is none; the message names the position and the rule
     */
    public static SignaturePolicyEnvelope parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "The policy has %d characters; at most %d are read.".formatted(text.length(), MAX_LENGTH));
        }
        PolicyExpression expression = new PolicyExpression(text);
        Gate gate = expression.gate(1);
        expression.skipSpace();
        if (expression.position < text.length()) {
            throw expression.refused("ends before this");
        }
        SignaturePolicy rule = expression.encoded(gate);
        return SignaturePolicyEnvelope.newBuilder()
                .addAllIdentities(expression.principals)
                .setRule(rule)
                .build();
    }

    private Gate gate(int depth) {
        if (depth > MAX_DEPTH) {
            throw refused("has gates within gates more than " + MAX_DEPTH + " deep");
        }
        GateKind kind = kind(take(WORD, "AND, OR or OutOf must be here"));
        expect('(');
        int needed = kind == GateKind.OUT_OF ? number() : 1;
        if (kind == GateKind.OUT_OF) {
            expect(',');
        }
        List<Part> parts = new ArrayList<>(List.of(part(depth)));
        while (next() == ',') {
            position++;
            parts.add(part(depth));
        }
        expect(')');
        if (kind == GateKind.AND) {
            needed = parts.size();
        }
        // One more than there are is Fabric's way to write what nobody can satisfy.
        if (needed > parts.size() + 1) {
            throw refused("asks for %d of %d".formatted(needed, parts.size()));
        }
        return new Gate(needed, parts);
    }

    private GateKind kind(String word) {
        return Arrays.stream(GateKind.values())
                .filter(kind -> kind.isWritten(word))
                .findFirst()
                .orElseThrow(() -> refused("knows no '%s'".formatted(word)));
    }

    private Part part(int depth) {
        char quote = next();
        if (quote != '\'' && quote != '"') {
            return gate(depth + 1);
        }
        return role(quoted(quote));
    }

    private Role role(String written) {
        Matcher matcher = PRINCIPAL.matcher(written);
        if (!matcher.matches()) {
            throw refused("knows no principal '%s'".formatted(written));
        }
        return new Role(matcher.group(1), matcher.group(2));
    }

    private int number() {
        char quote = next();
        boolean isQuoted = quote == '\'' || quote == '"';
        String digits = isQuoted ? quoted(quote) : take(NUMBER, "a number must be here");
        if (!NUMBER.matcher(digits).matches()) {
            throw refused("needs a number instead of '%s'".formatted(digits));
        }
        return Integer.parseInt(digits);
    }

    private String quoted(char quote) {
        int end = text.indexOf(quote, position + 1);
        if (end < 0) {
            throw refused("has a quote that does not end");
        }
        String content = text.substring(position + 1, end);
        position = end + 1;
        return content;
    }

    private String take(Pattern pattern, String rule) {
        skipSpace();
        Matcher matcher = pattern.matcher(text).region(position, text.length());
        if (!matcher.lookingAt()) {
            throw refused(rule);
        }
        position = matcher.end();
        return matcher.group();
    }

    private void expect(char sign) {
        if (next() != sign) {
            throw refused("'" + sign + "' must be here");
        }
        position++;
    }

    /** The next sign that is no space; 0 at the end. */
    private char next() {
        skipSpace();
        return position < text.length() ? text.charAt(position) : 0;
    }

    private void skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private IllegalArgumentException refused(String reason) {
        return new IllegalArgumentException(
                "Policy %s, at character %d: %s. %s".formatted(text, position + 1, reason, RULE));
    }

    private SignaturePolicy encoded(Gate gate) {
        SignaturePolicy[] rules = new SignaturePolicy[gate.parts().size()];
        for (int i = 0; i < rules.length; i++) {
            if (gate.parts().get(i) instanceof Gate inner) {
                rules[i] = encoded(inner);
            }
        }
        for (int i = 0; i < rules.length; i++) {
            if (gate.parts().get(i) instanceof Role role) {
                rules[i] = SignaturePolicy.newBuilder()
                        .setSignedBy(principals.size())
                        .build();
                principals.add(principal(role));
            }
        }
        return SignaturePolicy.newBuilder()
                .setNOutOf(
                        SignaturePolicy.NOutOf.newBuilder().setN(gate.needed()).addAllRules(Arrays.asList(rules)))
                .build();
    }

    private static MSPPrincipal principal(Role role) {
        ByteString encoded = MSPRole.newBuilder()
                .setMspIdentifier(role.mspId())
                .setRole(MSPRole.MSPRoleType.valueOf(role.role().toUpperCase(Locale.ROOT)))
                .build()
                .toByteString();
        return MSPPrincipal.newBuilder()
                .setPrincipalClassification(MSPPrincipal.Classification.ROLE)
                .setPrincipal(encoded)
                .build();
    }
}
