package org.touchmark.domain.label;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.DataAttributes;
import org.touchmark.domain.gs1.Gs1Date;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;

/**
 * Reads one code as a GS1 Digital Link URI (URI Syntax 1.6) of a trade item with a serial. As GS1's syntax engine does, it
 * looks for the primary key from the end of the path, in pairs, so that anything may stand before it.
 */
final class DigitalLinkParser {
    /** Identifiers are two to four digits. */
    private static final Pattern AI = Pattern.compile("[0-9]{2,4}");

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    /** Primary keys of other things than trade items. */
    private static final Set<String> OTHER_KEYS = Set.of(
            "00", "253", "255", "401", "402", "414", "415", "417", "8003", "8004", "8006", "8010", "8013", "8017",
            "8018");

    /** Qualifiers of a GTIN, in the order in which a path has them: variant, lot, serial. */
    private static final List<String> QUALIFIERS = List.of("22", "10", "21");

    /** Identifiers that have their place in the path. */
    private static final Set<String> PATH_ONLY = Set.of("01", "10", "21", "22", "235");

    private static final String PROOF = "tm";

    private final String code;
    private final List<UnverifiedAttribute> unverified = new ArrayList<>();
    private final Set<String> seenInQuery = new HashSet<>();

    private @Nullable Lot lot;
    private @Nullable SerialNumber serial;
    private @Nullable Gs1Date expiry;
    private @Nullable LabelProof proof;

    DigitalLinkParser(String code) {
        this.code = code;
    }

    DigitalLink parse() throws MalformedCodeException {
        requireUriCharacters();
        int authority = schemeEnd();
        int end = indexOr('#', authority, code.length());
        int query = indexOr('?', authority, end);
        int path = indexOr('/', authority, query);
        List<Part> segments = split(path + 1, query, '/');
        int key = keySegment(segments, path);
        LabelOrigin origin = origin(authority, path, segments.get(key).start() - 1);
        Gtin gtin = read(segments.get(key + 1), "AI 01", Gtin::new);
        for (int i = key + 2, rank = 0; i < segments.size(); i += 2) {
            rank = readQualifier(segments.get(i), segments.get(i + 1), rank);
        }
        if (serial == null) {
            throw at(query, "the link has no serial (AI 21), so it names a kind of product and not one unit");
        }
        for (Part part : split(query + 1, end, '&')) {
            readParameter(part);
        }
        return link(origin, gtin, serial, segments.get(key + 1));
    }

    private DigitalLink link(LabelOrigin origin, Gtin gtin, SerialNumber unitSerial, Part gtinValue)
            throws MalformedCodeException {
        try {
            return new DigitalLink(origin, gtin, lot, unitSerial, expiry, proof, unverified);
        } catch (RefusedException e) {
            throw at(gtinValue.start() + gtinValue.text().length(), e);
        }
    }

    private void requireUriCharacters() throws MalformedCodeException {
        if (code.length() > DigitalLink.MAX_CHARACTERS) {
            int max = DigitalLink.MAX_CHARACTERS;
            throw at(max, "the code has " + code.length() + " characters, at most " + max + " are read");
        }
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (!PercentEncoding.isAllowed(c)) {
                throw at(i, String.format(Locale.ROOT, "character U+%04X can't stand in a link", (int) c));
            }
            if (c == '%' && !PercentEncoding.isEscape(code, i)) {
                throw at(i, "two hexadecimal digits should follow the percent sign");
            }
        }
    }

    /** The index behind "://". */
    private int schemeEnd() throws MalformedCodeException {
        for (String scheme : List.of("https://", "http://")) {
            if (code.regionMatches(true, 0, scheme, 0, scheme.length())) {
                return scheme.length();
            }
        }
        throw at(0, "a label begins with https:// or http://");
    }

    private LabelOrigin origin(int authority, int path, int keyStart) throws MalformedCodeException {
        String scheme = code.substring(0, authority - "://".length()).toLowerCase(Locale.ROOT);
        String host = code.substring(authority, path).toLowerCase(Locale.ROOT);
        try {
            return new LabelOrigin(scheme, host, code.substring(path, keyStart));
        } catch (RefusedException e) {
            throw at(authority, e);
        }
    }

    /** The index of the segment "01", found from the end in pairs of identifier and value. */
    private int keySegment(List<Part> segments, int path) throws MalformedCodeException {
        for (int i = segments.size() - 2; i >= 0; i -= 2) {
            String ai = segments.get(i).text();
            if (ai.equals("01")) {
                return i;
            }
            if (OTHER_KEYS.contains(ai)) {
                throw at(segments.get(i).start(), "AI " + ai + " does not name a trade item; a label's key is AI 01");
            }
            if (!AI.matcher(ai).matches()) {
                break;
            }
        }
        throw at(path, "the path does not end in /01/ and a GTIN with its qualifiers, so this is no GS1 Digital Link");
    }

    private int readQualifier(Part ai, Part value, int rank) throws MalformedCodeException {
        int found = QUALIFIERS.indexOf(ai.text());
        if (found < 0) {
            throw at(ai.start(), "AI " + ai.text() + " can't follow a GTIN in the path; only 22, 10 and 21 can");
        }
        if (found < rank) {
            throw at(ai.start(), "AI " + ai.text() + " is out of order; the order is 22, 10, 21, each once");
        }
        switch (ai.text()) {
            case "10" -> lot = read(value, "AI 10", Lot::new);
            case "21" -> serial = read(value, "AI 21", SerialNumber::new);
            // A variant has the format of a lot: X..20.
            default ->
                unverified.add(new UnverifiedAttribute(
                        "22", read(value, "AI 22", Lot::new).value()));
        }
        return found + 1;
    }

    private void readParameter(Part part) throws MalformedCodeException {
        int equals = part.text().indexOf('=');
        if (equals < 0) {
            return;
        }
        String name = part.text().substring(0, equals);
        Part value = part.from(equals + 1);
        if (!name.equals(PROOF) && !DIGITS.matcher(name).matches()) {
            return;
        }
        if (PATH_ONLY.contains(name)) {
            throw at(part.start(), "AI " + name + " belongs in the path of the link, once");
        }
        if (!seenInQuery.add(name)) {
            throw at(part.start(), "\"" + name + "\" is in the query twice");
        }
        switch (name) {
            case PROOF -> proof = read(value, PROOF, LabelProof::parse);
            case "17" -> expiry = read(value, "AI 17", Gs1Date::new);
            default -> readAttribute(name, value);
        }
    }

    private void readAttribute(String ai, Part value) throws MalformedCodeException {
        if (unverified.size() == DigitalLink.MAX_UNVERIFIED) {
            throw at(value.start(), "the link has more than " + DigitalLink.MAX_UNVERIFIED + " unverified identifiers");
        }
        String text = read(value, "AI " + ai, decoded -> DataAttributes.check(ai, decoded));
        unverified.add(new UnverifiedAttribute(ai, text));
    }

    private <T> T read(Part value, String what, Function<String, T> reader) throws MalformedCodeException {
        if (value.text().isEmpty()) {
            throw at(value.start(), what + " has no value");
        }
        try {
            return reader.apply(PercentEncoding.decode(value.text()));
        } catch (RefusedException e) {
            throw at(value.start(), e);
        }
    }

    private List<Part> split(int from, int to, char separator) {
        List<Part> parts = new ArrayList<>();
        for (int start = from; start <= to; ) {
            int end = indexOr(separator, start, to);
            parts.add(new Part(start, code.substring(start, end)));
            start = end + 1;
        }
        return parts;
    }

    /** The first index of a character between two indexes, or the second index. */
    private int indexOr(char c, int from, int to) {
        int found = code.indexOf(c, from);
        return found >= 0 && found < to ? found : to;
    }

    private static MalformedCodeException at(int index, String reason) {
        return new MalformedCodeException(index + 1, reason);
    }

    private static MalformedCodeException at(int index, RefusedException cause) {
        return new MalformedCodeException(index + 1, cause.prose(), cause);
    }

    /** A part of the code and the index where it starts. */
    private record Part(int start, String text) {
        Part from(int offset) {
            return new Part(start + offset, text.substring(offset));
        }
    }
}
