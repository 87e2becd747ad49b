package org.touchmark.domain.scan;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Element;
import org.touchmark.domain.gs1.Gs1Date;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.label.Gs1Link;
import org.touchmark.domain.label.LabelOrigin;
import org.touchmark.domain.label.MalformedCodeException;
import org.touchmark.domain.label.UnverifiedAttribute;

/** Reads one scanned text. */
final class ScanReader {
    /** A longer text is no code, however often it came. */
    private static final int MAX_CHARACTERS = 4 * DigitalLink.MAX_CHARACTERS;

    /** ISO/IEC 15424: a bracket, a letter for the kind of code, a character for its options; then ECI, if any. */
    private static final Pattern SYMBOLOGY = Pattern.compile("\\]([A-Za-z][0-9A-Za-z])(?:\\\\[0-9]{6})?");

    /** Options by which a reader says that a code is GS1's: GS1-128, GS1 DataMatrix, GS1 QR Code, GS1 DataBar, GS1 DotCode. */
    private static final Set<String> OF_GS1 = Set.of("C1", "d2", "Q3", "e0", "e1", "e2", "J1");

    private static final Pattern LINK = Pattern.compile("https?://", Pattern.CASE_INSENSITIVE);

    /** Possessive: Java goes one call deeper for each repetition of a choice that it may have to take back. */
    private static final Pattern AMPERSAND = Pattern.compile("&(?:amp;|#38;|#x26;)++", Pattern.CASE_INSENSITIVE);

    private static final Pattern CAPITAL_PROOF = Pattern.compile("[?&]TM=");
    private static final Pattern SMALL = Pattern.compile("[a-z]");

    /** A web address with a GTIN's identifier in its path, or with another key and digits, wants to be a link of GS1's. */
    private static final Pattern LIKE_A_LINK = Pattern.compile(
            "https?://[^/?#]+/(?:[^?#]*/)?(?:01(?:/.*)?|(?:00|253|255|402|41[457]|8003|8006|801[78])/[0-9]{8}.*"
                    + "|401/[0-9]{7}.*|(?:8004|801[03])/[0-9]{4}.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Digits that can hardly be anything but the start of element strings. */
    private static final Pattern LIKE_ELEMENTS = Pattern.compile("01[0-9]{14}.*|00[0-9]{18}.*", Pattern.DOTALL);

    private final EnumSet<Repair> repairs = EnumSet.noneOf(Repair.class);

    private ScanReader() {}

    static Scan read(String text) {
        if (text.length() > MAX_CHARACTERS) {
            String rule = "the text has " + text.length() + " characters, at most " + MAX_CHARACTERS + " are read";
            return new Scan.Malformed(new MalformedCodeException(MAX_CHARACTERS + 1, rule), Set.of());
        }
        String trimmed = trimmed(text);
        Scan whole = new ScanReader().one(trimmed);
        if (whole instanceof Scan.Unit || whole instanceof Scan.Other) {
            return whole;
        }
        String once = Repetition.once(trimmed);
        if (once.equals(trimmed)) {
            return whole;
        }
        ScanReader reader = new ScanReader();
        reader.repairs.add(Repair.DOUBLED);
        Scan single = reader.one(once);
        return single instanceof Scan.Foreign ? whole : single;
    }

    private Scan one(String raw) {
        String text = trimmed(raw);
        String symbology = "";
        Matcher prefix = SYMBOLOGY.matcher(text);
        if (prefix.lookingAt()) {
            repairs.add(Repair.SYMBOLOGY_PREFIX);
            symbology = prefix.group(1);
            text = trimmed(text.substring(prefix.end()));
        }
        try {
            return LINK.matcher(text).lookingAt() ? link(text) : elements(text, symbology);
        } catch (MalformedCodeException e) {
            return new Scan.Malformed(e, repairs);
        }
    }

    private Scan link(String raw) throws MalformedCodeException {
        String text = AMPERSAND.matcher(raw).replaceAll("&");
        if (!text.equals(raw)) {
            repairs.add(Repair.AMPERSAND);
        }
        requireOneCode(text);
        if (CAPITAL_PROOF.matcher(text).find()) {
            text = swappedBack(text);
        }
        if (!LIKE_A_LINK.matcher(text).matches()) {
            return new Scan.Foreign(repairs);
        }
        Gs1Link link = Gs1Link.parse(text);
        return link.unit()
                .<Scan>map(unit -> new Scan.Unit(unit, Scan.Form.LINK, repairs))
                .orElseGet(() -> new Scan.Other(Thing.of(link.elements()), link.elements(), repairs));
    }

    /** A second address that is no parameter's value is a second code, which must not be passed over. */
    private static void requireOneCode(String text) throws MalformedCodeException {
        Matcher matcher = LINK.matcher(text);
        matcher.lookingAt();
        while (matcher.find()) {
            if (text.charAt(matcher.start() - 1) != '=') {
                throw new MalformedCodeException(
                        matcher.start() + 1,
                        "a second code begins here; scan one at a time, each on a line of its own");
            }
        }
    }

    /** Caps lock swaps the case of what a keyboard scanner types; where all is capitals, what was is lost. */
    private String swappedBack(String text) throws MalformedCodeException {
        Matcher proof = CAPITAL_PROOF.matcher(text);
        int at = proof.find() ? proof.start() + 2 : 1;
        if (!SMALL.matcher(text).find()) {
            throw new MalformedCodeException(
                    at,
                    "all letters are capitals, so that those of the label's proof (tm) can't be told any more: turn caps"
                            + " lock off, or the scanner's change of case, and scan again");
        }
        repairs.add(Repair.CASE_SWAPPED);
        StringBuilder out = new StringBuilder(text.length());
        text.chars()
                .map(c -> Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))
                .forEach(c -> out.append((char) c));
        return out.toString();
    }

    private Scan elements(String text, String symbology) throws MalformedCodeException {
        if (ElementReader.isBracketed(text)) {
            return named(ElementReader.bracketed(text));
        }
        Optional<List<Element>> key = BareKeys.read(text)
                .or(() -> symbology.equals(BareKeys.EAN_WITH_ADD_ON) ? BareKeys.withAddOn(text) : Optional.empty());
        if (key.isPresent()) {
            return named(key.get());
        }
        if (BareKeys.isOfProducts(symbology)) {
            BareKeys.requireCheckDigit(text, symbology);
        }
        Separators separators = Separators.of(text);
        String separated = separators.text();
        boolean isGs1 = OF_GS1.contains(symbology)
                || LIKE_ELEMENTS.matcher(trimmed(separated)).matches();
        if (!separated.equals(text)) {
            repairs.add(Repair.SEPARATOR);
        }
        try {
            Scan scan = named(ElementReader.scanned(separators));
            // Anything that begins with two digits of the right kind is GS1 data: only a key, or the reader, makes it
            // so.
            boolean bare = scan instanceof Scan.Other other && other.thing() == Thing.DATA_CODE && !isGs1;
            return bare || separated.isBlank() ? foreign(text, symbology) : scan;
        } catch (MalformedCodeException e) {
            if (isGs1) {
                throw e;
            }
            return foreign(text, symbology);
        }
    }

    private Scan foreign(String text, String symbology) throws MalformedCodeException {
        BareKeys.requireCheckDigit(text, symbology);
        return new Scan.Foreign(repairs);
    }

    private Scan named(List<Element> elements) throws MalformedCodeException {
        Scan.Other other = new Scan.Other(Thing.of(elements), elements, repairs);
        boolean isUnit = !other.value("01").isEmpty() && !other.value("21").isEmpty();
        return isUnit ? new Scan.Unit(unit(other), Scan.Form.ELEMENTS, repairs) : other;
    }

    private static DigitalLink unit(Scan.Other item) throws MalformedCodeException {
        String lot = item.value("10");
        String expiry = item.value("17");
        List<UnverifiedAttribute> others = item.elements().stream()
                .filter(element -> !Set.of("01", "10", "17", "21").contains(element.ai()))
                .limit(DigitalLink.MAX_UNVERIFIED)
                .map(element -> new UnverifiedAttribute(element.ai(), element.value()))
                .toList();
        try {
            return new DigitalLink(
                    LabelOrigin.CANONICAL,
                    new Gtin(item.value("01")),
                    orNull(lot, Lot::new),
                    new SerialNumber(item.value("21")),
                    orNull(expiry, Gs1Date::new),
                    null,
                    others);
        } catch (RefusedException e) {
            throw new MalformedCodeException(1, e.prose());
        }
    }

    private static <T> @Nullable T orNull(String value, Function<String, T> reader) {
        return value.isEmpty() ? null : reader.apply(value);
    }

    /** Without what scanners put around a code: spaces, ends of lines, control characters, a byte order mark. */
    private static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isAround(text.charAt(from))) {
            from++;
        }
        while (to > from && isAround(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isAround(char c) {
        return c <= ' '
                || (c >= 0x7f && c <= 0xa0)
                || c == '\ufeff'
                || c == '\ufffe'
                || c == '\u200b'
                || Character.isWhitespace(c);
    }
}
