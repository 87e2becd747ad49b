package org.touchmark.domain.label;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.AiEntry;
import org.touchmark.domain.gs1.ApplicationIdentifiers;
import org.touchmark.domain.gs1.Companions;
import org.touchmark.domain.gs1.Element;
import org.touchmark.domain.gs1.Gs1Date;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.gs1.ShownText;

/**
 * Reads one code as a GS1 Digital Link URI (URI Syntax 1.6). As GS1's syntax engine does, it looks for the primary key from
 * the end of the path, in pairs, so that anything may stand before it.
 */
final class LinkReader {
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final String GTIN = "01";
    private static final String PROOF = "tm";

    /** What a label of Touchmark's own has, whose companions need no look. */
    private static final Set<String> OWN = Set.of("01", "10", "17", "21");

    private final String code;
    private final List<Element> elements = new ArrayList<>();
    private final List<UnverifiedAttribute> unverified = new ArrayList<>();
    private final Set<String> seenInQuery = new HashSet<>();

    private @Nullable Gtin gtin;
    private @Nullable Lot lot;
    private @Nullable SerialNumber serial;
    private @Nullable Gs1Date expiry;
    private @Nullable LabelProof proof;

    LinkReader(String code) {
        this.code = code;
    }

    /** A link of a trade item with a serial, and of nothing else. */
    DigitalLink readUnit() throws MalformedCodeException {
        Layout layout = layout();
        Part key = layout.keyPart();
        if (!key.text().equals(GTIN)) {
            throw at(key.start(), "AI " + key.text() + " does not name a trade item; a label's key is AI 01");
        }
        Qualifiers qualifiers = readPath(layout);
        if (serial == null) {
            throw at(layout.query(), "the link has no serial (AI 21), so it names a kind of product and not one unit");
        }
        return readRest(layout, qualifiers).unit().orElseThrow();
    }

    Gs1Link read() throws MalformedCodeException {
        Layout layout = layout();
        return readRest(layout, readPath(layout));
    }

    /** Where the parts of a link are. */
    private record Layout(LabelOrigin origin, List<Part> segments, int key, int query, int end) {
        Part keyPart() {
            return segments.get(key);
        }
    }

    private Layout layout() throws MalformedCodeException {
        requireUriCharacters();
        int authority = schemeEnd();
        int end = indexOr('#', authority, code.length());
        int query = indexOr('?', authority, end);
        int path = indexOr('/', authority, query);
        List<Part> segments = split(path + 1, query, '/');
        int key = keySegment(segments, path);
        LabelOrigin origin = origin(authority, path, segments.get(key).start() - 1);
        return new Layout(origin, segments, key, query, end);
    }

    private Gs1Link readRest(Layout layout, Qualifiers qualifiers) throws MalformedCodeException {
        for (Part part : split(layout.query() + 1, layout.end(), '&')) {
            readParameter(qualifiers, part);
        }
        requireCompanions();
        return new Gs1Link(elements, unit(layout));
    }

    private Optional<DigitalLink> unit(Layout layout) throws MalformedCodeException {
        if (gtin == null || serial == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new DigitalLink(layout.origin(), gtin, lot, serial, expiry, proof, unverified));
        } catch (RefusedException e) {
            Part value = layout.segments().get(layout.key() + 1);
            throw at(value.start() + value.text().length(), e);
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
                String character = ShownText.of(Character.toString(code.codePointAt(i)));
                throw at(i, "character " + character + " can't stand in a link");
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

    /** The index of the key's segment, found from the end in pairs of identifier and value. */
    private int keySegment(List<Part> segments, int path) throws MalformedCodeException {
        for (int i = segments.size() - 2; i >= 0; i -= 2) {
            AiEntry entry = ApplicationIdentifiers.find(segments.get(i).text());
            if (entry == null) {
                break;
            }
            if (entry.key()) {
                return i;
            }
        }
        throw at(path, "the path does not end in /01/ and a GTIN with its qualifiers, so this is no GS1 Digital Link");
    }

    private Qualifiers readPath(Layout layout) throws MalformedCodeException {
        List<Part> segments = layout.segments();
        String key = layout.keyPart().text();
        readElement(layout.keyPart(), segments.get(layout.key() + 1));
        Qualifiers qualifiers = Qualifiers.of(key);
        for (int i = layout.key() + 2; i < segments.size(); i += 2) {
            Part ai = segments.get(i);
            String fault = qualifiers.add(ai.text());
            if (fault != null) {
                throw at(ai.start(), fault);
            }
            readElement(ai, segments.get(i + 1));
        }
        return qualifiers;
    }

    /** An element of the path. */
    private void readElement(Part ai, Part value) throws MalformedCodeException {
        String what = "AI " + ai.text();
        switch (ai.text()) {
            case GTIN -> {
                gtin = read(value, what, Gtin::new);
                add(ai.text(), gtin.digits(), value);
            }
            case "10" -> {
                lot = read(value, what, Lot::new);
                add(ai.text(), lot.value(), value);
            }
            case "21" -> {
                serial = read(value, what, SerialNumber::new);
                add(ai.text(), serial.value(), value);
            }
            default -> {
                String checked = read(value, what, decoded -> ApplicationIdentifiers.check(ai.text(), decoded));
                unverified.add(new UnverifiedAttribute(ai.text(), checked));
                add(ai.text(), checked, value);
            }
        }
    }

    private void add(String ai, String checked, Part value) {
        elements.add(new Element(ai, checked, value.start() + 1));
    }

    private void readParameter(Qualifiers qualifiers, Part part) throws MalformedCodeException {
        int equals = part.text().indexOf('=');
        if (equals < 0) {
            return;
        }
        String name = part.text().substring(0, equals);
        Part value = part.from(equals + 1);
        if (!name.equals(PROOF) && !DIGITS.matcher(name).matches()) {
            return;
        }
        if (qualifiers.isOfPath(name)) {
            throw at(part.start(), "AI " + name + " belongs in the path of the link, once");
        }
        if (!seenInQuery.add(name)) {
            throw at(part.start(), "\"" + name + "\" is in the query twice");
        }
        switch (name) {
            case PROOF -> proof = readProof(value);
            case "17" -> {
                expiry = readInQuery(value, "AI 17", Gs1Date::new);
                add(name, expiry.yymmdd(), value);
            }
            default -> readAttribute(name, value);
        }
    }

    private LabelProof readProof(Part value) throws MalformedCodeException {
        if (LostCase.isOfProof(value.text())) {
            throw at(value.start(), LostCase.OF_PROOF);
        }
        return readInQuery(value, PROOF, LabelProof::parse);
    }

    private void readAttribute(String ai, Part value) throws MalformedCodeException {
        if (unverified.size() == DigitalLink.MAX_UNVERIFIED) {
            throw at(value.start(), "the link has more than " + DigitalLink.MAX_UNVERIFIED + " unverified identifiers");
        }
        String text = readInQuery(value, "AI " + ai, decoded -> attribute(ai, decoded));
        unverified.add(new UnverifiedAttribute(ai, text));
        add(ai, text, value);
    }

    private static String attribute(String ai, String value) {
        AiEntry entry = ApplicationIdentifiers.find(ai);
        if (entry != null && !entry.inQuery()) {
            throw ApplicationIdentifiers.refused(ai, value, "this identifier can't stand in a link's query");
        }
        return ApplicationIdentifiers.check(ai, value);
    }

    private void requireCompanions() throws MalformedCodeException {
        List<String> present = elements.stream().map(Element::ai).toList();
        if (OWN.containsAll(present)) {
            return;
        }
        Companions.Fault fault = Companions.fault(present);
        if (fault != null) {
            Element element = elements.get(present.indexOf(fault.ai()));
            throw at(
                    element.position() - 1,
                    ApplicationIdentifiers.refused(element.ai(), element.value(), fault.rule()));
        }
    }

    private <T> T read(Part value, String what, Function<String, T> reader) throws MalformedCodeException {
        return read(value, what, PercentEncoding::decode, reader);
    }

    private <T> T readInQuery(Part value, String what, Function<String, T> reader) throws MalformedCodeException {
        try {
            return read(value, what, PercentEncoding::decodeQuery, reader);
        } catch (MalformedCodeException e) {
            String hint = "; in a query + is a space, and %2B a plus sign";
            throw value.text().indexOf('+') < 0 ? e : at(value.start(), e.reason() + hint);
        }
    }

    private <T> T read(Part value, String what, Function<String, String> decoder, Function<String, T> reader)
            throws MalformedCodeException {
        if (value.text().isEmpty()) {
            throw at(value.start(), what + " has no value");
        }
        String decoded;
        try {
            decoded = decoder.apply(value.text());
        } catch (RefusedException e) {
            throw at(value.start(), what + ": " + e.prose());
        }
        try {
            return reader.apply(decoded);
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
