package org.touchmark.network.ca;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Who may register and revoke whom (lib/serverregister.go, lib/attr/attribute.go, lib/serverrevoke.go). */
final class RegistrationRules {
    /** The rights of the first identity of a CA (cmd/fabric-ca-server/config.go). */
    static final List<CaAttribute> REGISTRAR_ATTRIBUTES = List.of(
            new CaAttribute("hf.Registrar.Roles", "*", false),
            new CaAttribute("hf.Registrar.DelegateRoles", "*", false),
            new CaAttribute("hf.Revoker", "true", false),
            new CaAttribute("hf.GenCRL", "true", false),
            new CaAttribute("hf.Registrar.Attributes", "*", false));

    private static final Set<String> OWN_ATTRIBUTES = Set.of("hf.EnrollmentID", "hf.Type", "hf.Affiliation");
    private static final int MAX_NAME_CHARACTERS = 64;
    private static final int MAX_ATTRIBUTES = 64;
    private static final int UNLIMITED = -1;

    private RegistrationRules() {}

    /** The identity that the registrar asks for, without its secret. */
    static RegisteredIdentity check(RegisteredIdentity registrar, CaRequests.Register request) throws CaException {
        String name = request.id() == null ? "" : request.id();
        if (name.isEmpty() || name.length() > MAX_NAME_CHARACTERS) {
            throw new CaException(
                    400,
                    CaErrorCode.BAD_BODY,
                    "id of %d characters: must have 1 to %d".formatted(name.length(), MAX_NAME_CHARACTERS));
        }
        String type = request.type() == null || request.type().isEmpty() ? registrar.type() : request.type();
        if (!mayRegister(registrar, type)) {
            throw CaException.unauthorized();
        }
        // This CA keeps no affiliation below the root, and Fabric CA says no more of one that it does not know.
        String affiliation = request.affiliation();
        if (affiliation != null && !affiliation.isEmpty() && !affiliation.equals(".")) {
            throw CaException.unauthorized();
        }
        if (request.maxEnrolments() < UNLIMITED) {
            throw new CaException(
                    400,
                    CaErrorCode.MAX_ENROLMENTS,
                    "Max enrollment in registration request may not be less than -1, but was "
                            + request.maxEnrolments());
        }
        int maxEnrolments = request.maxEnrolments() == 0 ? UNLIMITED : request.maxEnrolments();
        return new RegisteredIdentity(
                name, type, attributes(registrar, request, name, type), "", maxEnrolments, 0, 0, false);
    }

    /** Whoever may register somebody may read the books. */
    static void requireRegistrar(RegisteredIdentity caller) throws CaException {
        if (roles(caller).isEmpty()) {
            throw CaException.unauthorized();
        }
    }

    static boolean mayRegister(RegisteredIdentity registrar, String type) {
        return roles(registrar).stream().anyMatch(role -> role.equals("*") || role.equals(type));
    }

    private static List<String> roles(RegisteredIdentity registrar) {
        return registrar
                .attribute("hf.Registrar.Roles")
                .map(RegistrationRules::list)
                .orElse(List.of());
    }

    private static List<CaAttribute> attributes(
            RegisteredIdentity registrar, CaRequests.Register request, String name, String type) throws CaException {
        List<CaAttribute> asked = request.attributes() == null ? List.of() : request.attributes();
        if (asked.size() > MAX_ATTRIBUTES) {
            throw new CaException(
                    400, CaErrorCode.BAD_BODY, "%d attributes: at most %d".formatted(asked.size(), MAX_ATTRIBUTES));
        }
        for (CaAttribute attribute : asked) {
            if (!mayGive(registrar, attribute)) {
                throw CaException.unauthorized();
            }
        }
        List<CaAttribute> attributes = new ArrayList<>(asked);
        attributes.add(new CaAttribute("hf.EnrollmentID", name, true));
        attributes.add(new CaAttribute("hf.Type", type, true));
        attributes.add(new CaAttribute("hf.Affiliation", "", true));
        return attributes;
    }

    /** Nobody hands on a right that he lacks, nor names an identity as other than it is. */
    private static boolean mayGive(RegisteredIdentity registrar, CaAttribute attribute) {
        boolean listed =
                registrar.attribute("hf.Registrar.Attributes").map(RegistrationRules::list).orElse(List.of()).stream()
                        .anyMatch(pattern -> matches(pattern, attribute.name()));
        if (!listed || OWN_ATTRIBUTES.contains(attribute.name())) {
            return false;
        }
        if (!attribute.name().startsWith("hf.")) {
            return true;
        }
        List<String> own = registrar
                .attribute(attribute.name())
                .map(RegistrationRules::list)
                .orElse(List.of());
        return own.contains("*") || own.containsAll(list(attribute.value()));
    }

    private static boolean matches(String pattern, String name) {
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(name);
    }

    private static List<String> list(String value) {
        return Arrays.stream(value.split(",", -1)).map(String::strip).toList();
    }

    static Secret chosenSecret(String text) throws CaException {
        try {
            return Secret.chosen(text);
        } catch (IllegalArgumentException e) {
            throw new CaException(400, CaErrorCode.BAD_BODY, String.valueOf(e.getMessage()));
        }
    }

    static void checkMayRevoke(RegisteredIdentity caller, String holder) throws CaException {
        if (!caller.name().equals(holder) && !caller.hasRight("hf.Revoker")) {
            throw CaException.unauthorized();
        }
    }
}
