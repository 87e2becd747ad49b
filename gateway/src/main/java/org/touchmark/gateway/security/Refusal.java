package org.touchmark.gateway.security;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.util.Optional;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.problem.Problem;

/**
 * A request that was refused.
 *
 * @param address where it came from
 * @param network what that address is counted by
 * @param party the party whose token it showed; empty if it was nobody's
 * @param method its method
 * @param path its path, without what a label keeps secret
 * @param status the answer's status
 * @param code the problem's code
 * @param reason the problem's words
 */
public record Refusal(
        String address,
        String network,
        String party,
        String method,
        String path,
        int status,
        String code,
        String reason) {
    private static final int MAX_BYTES = 300;

    private static final int ESCAPED_BYTES = 6;

    /** Cuts what a caller chose: a line of the log is bounded. */
    public Refusal {
        method = cut(method);
        path = cut(withoutSecrets(path));
        reason = cut(reason);
    }

    /**
     * What is noted of a refused request.
     *
     * @param address where it came from
     * @param member the party whose token it showed
     * @param method its method
     * @param path its path, as it was sent, without the query
     * @param problem what it was answered
     * @return the refusal
     */
    public static Refusal of(
            InetAddress address, Optional<Member> member, String method, String path, Problem problem) {
        return new Refusal(
                address.getHostAddress(),
                Network.of(address),
                member.map(party -> party.gln().digits()).orElse(""),
                method,
                path,
                problem.status(),
                problem.code(),
                problem.detail());
    }

    /** What refusals are counted by. */
    String kind() {
        return network + " " + party + " " + code;
    }

    ObjectNode toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("event", "refused")
                .put("address", address)
                .put("party", party)
                .put("method", method)
                .put("path", path)
                .put("status", status)
                .put("code", code)
                .put("reason", reason);
    }

    // A label's serial is what proves a compact label, and its link's query has the secret of a signed one.
    private static String withoutSecrets(String path) {
        int label = path.startsWith("/01/") ? "/01/".length() : path.indexOf("/labels/") + "/labels/".length();
        return label < "/labels/".length() && !path.startsWith("/01/") ? path : path.substring(0, label) + "...";
    }

    // By the bytes that are written: what is no plain ASCII takes six, so that a short text can make a long line.
    private static String cut(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c == '"' || c == '\\' ? 2 : c >= ' ' && c < 0x7F ? 1 : ESCAPED_BYTES;
            if (bytes > MAX_BYTES) {
                return text.substring(0, i) + "...";
            }
        }
        return text;
    }
}
