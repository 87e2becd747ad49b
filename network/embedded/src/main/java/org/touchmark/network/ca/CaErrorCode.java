package org.touchmark.network.ca;

/** The error codes of Fabric CA's answers that this CA gives (lib/caerrors/servererror.go). */
enum CaErrorCode {
    UNKNOWN(0),
    METHOD_NOT_ALLOWED(1),
    NO_AUTHORIZATION_HEADER(2),
    READING_BODY(3),
    EMPTY_BODY(4),
    BAD_BODY(5),
    CERTIFICATE_TO_REVOKE_NOT_FOUND(8),
    CERTIFICATE_OF_ANOTHER(9),
    IDENTITY_TO_REVOKE_NOT_FOUND(10),
    MISSING_REVOKE_ARGUMENTS(15),
    CA_NOT_FOUND(19),
    AUTHENTICATION_FAILURE(20),
    BAD_CSR(31),
    INVALID_REVOKED_AFTER(36),
    INVALID_EXPIRED_AFTER(37),
    NOT_IN_DATABASE(63),
    ALREADY_REVOKED(66),
    AUTHORIZATION_FAILURE(71),
    PASSWORD_ATTEMPTS(73),
    DUPLICATE_IDENTITY(74),
    COMMON_NAME(77),
    CSR_INPUT(80),
    MAX_ENROLMENTS(82);

    private final int number;

    CaErrorCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
