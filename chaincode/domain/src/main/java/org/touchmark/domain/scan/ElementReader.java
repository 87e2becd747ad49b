package org.touchmark.domain.scan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.AiEntry;
import org.touchmark.domain.gs1.ApplicationIdentifiers;
import org.touchmark.domain.gs1.Companions;
import org.touchmark.domain.gs1.Element;
import org.touchmark.domain.gs1.ShownText;
import org.touchmark.domain.label.MalformedCodeException;

/** Reads GS1 element strings, as barcodes hold them (GS1 General Specifications, section 7.8) and as people write them. */
final class ElementReader {
    private static final Pattern BRACKETED = Pattern.compile("[\\[({]\\s*([0-9]{2,4})\\s*[\\])}]");
    private static final int FIRST_TWO = 2;

    private final Map<String, Element> elements = new LinkedHashMap<>();

    private ElementReader() {}

    static boolean isBracketed(String text) {
        return BRACKETED.matcher(text).lookingAt();
    }

    /** {@code (01)09506000134352(21)ABC}; a bracket that is data may have a backslash before it. */
    static List<Element> bracketed(String text) throws MalformedCodeException {
        ElementReader reader = new ElementReader();
        Matcher matcher = BRACKETED.matcher(text);
        boolean found = find(matcher, text, 0);
        while (found) {
            String ai = matcher.group(1);
            int from = matcher.end();
            found = find(matcher, text, from);
            int to = found ? matcher.start() : text.length();
            reader.add(ai, value(text.substring(from, to)), from);
        }
        return reader.elements();
    }

    /** The next identifier in brackets, other than data that looks like one. */
    private static boolean find(Matcher matcher, String text, int from) {
        for (boolean found = matcher.find(from); found; found = matcher.find()) {
            boolean escaped = matcher.start() > 0 && text.charAt(matcher.start() - 1) == '\\';
            if (!escaped && (matcher.start() == 0 || ApplicationIdentifiers.find(matcher.group(1)) != null)) {
                return true;
            }
        }
        return false;
    }

    private static String value(String text) {
        return Separators.normalized(text.replaceAll("\\\\(?=[()\\[\\]{}])", "").strip())
                .replace(String.valueOf(Separators.GS), "");
    }

    /** Identifiers and values one after the other, a separator behind each value whose length is not fixed. */
    static List<Element> scanned(Separators separated) throws MalformedCodeException {
        String text = separated.text();
        ElementReader reader = new ElementReader();
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) == Separators.GS || text.charAt(at) == '#') {
                at++;
            } else {
                at = reader.next(separated, text, at);
            }
        }
        return reader.elements();
    }

    private int next(Separators separated, String text, int at) throws MalformedCodeException {
        int behind = Math.min(text.length(), at + FIRST_TWO);
        String firstTwo = text.substring(at, behind);
        int length = ApplicationIdentifiers.lengthOf(firstTwo);
        if (length == 0) {
            String shown = ShownText.of(separated.scanned(at, behind));
            String quoted = shown.startsWith("\"") ? shown : "\"" + shown + "\"";
            throw new MalformedCodeException(at + 1, "no identifier of GS1's begins with " + quoted);
        }
        String ai = text.substring(at, Math.min(text.length(), at + length));
        AiEntry entry = ApplicationIdentifiers.find(ai);
        int from = at + ai.length();
        int end = end(entry, text, from);
        add(ai, text.substring(from, end), from);
        return end;
    }

    private static int end(@Nullable AiEntry entry, String text, int from) {
        int most = entry != null && entry.predefinedLength()
                ? Math.min(text.length(), from + entry.maxLength())
                : text.length();
        for (int i = from; i < most; i++) {
            char c = text.charAt(i);
            if (c == Separators.GS || (c == '#' && entry != null && !entry.takes(c))) {
                return i;
            }
        }
        return most;
    }

    private void add(String ai, String value, int from) throws MalformedCodeException {
        try {
            ApplicationIdentifiers.check(ai, value);
        } catch (RefusedException e) {
            AiEntry entry = ApplicationIdentifiers.find(ai);
            boolean runsOn = entry != null && value.length() > entry.maxLength();
            throw new MalformedCodeException(
                    from + 1, e.prose() + (runsOn ? "; set the scanner to send the separator (FNC1) as GS" : ""));
        }
        Element before = elements.putIfAbsent(ai, new Element(ai, value, from + 1));
        if (before != null && !before.value().equals(value)) {
            throw new MalformedCodeException(
                    from + 1, "AI " + ai + " is there twice, as " + before.value() + " and as " + value);
        }
    }

    /** Several codes of one thing share its elements: what an identifier needs may be on another where no key is here. */
    private List<Element> elements() throws MalformedCodeException {
        List<Element> all = new ArrayList<>(elements.values());
        boolean named = all.stream().anyMatch(element -> isKey(element.ai()));
        Companions.Fault fault = named ? Companions.fault(elements.keySet()) : Companions.barred(elements.keySet());
        if (fault != null) {
            Element element = all.get(List.copyOf(elements.keySet()).indexOf(fault.ai()));
            throw new MalformedCodeException(
                    element.position(),
                    ApplicationIdentifiers.refused(element.ai(), element.value(), fault.rule())
                            .prose());
        }
        return all;
    }

    private static boolean isKey(String ai) {
        AiEntry entry = ApplicationIdentifiers.find(ai);
        return entry != null && entry.key();
    }
}
