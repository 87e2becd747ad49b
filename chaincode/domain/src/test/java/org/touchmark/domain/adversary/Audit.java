package org.touchmark.domain.adversary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.JsonArray;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.JsonValue;
import org.touchmark.domain.container.ContainerReading;
import org.touchmark.domain.custody.TrailEvent;
import org.touchmark.domain.custody.UnitReading;
import org.touchmark.domain.custody.UnitState;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.status.Reported;
import org.touchmark.domain.status.Subject;

/** Holds what the ledger answers against the model: properties P1, P2, P3 and P5. */
final class Audit {
    /** Bytes of what one unit's reading says at most: fifty hand-offs with both certificates, and its reports. */
    static final int MAX_READING_BYTES = 768 << 10;

    /** Hand-offs that an answer shows at least, where there were as many. */
    private static final int SHOWN = 50;
    /** Reports of one status by one party that an answer shows at least, where there were as many. */
    private static final int ALIKE = 16;

    /** Of so many looks, one is at the text of the answer, too, and at what is inside and reported. */
    private static final int ANSWERED = 8;

    private static final Set<String> TIMES =
            Set.of("at", "sequence", "moved", "since", "openedAt", "endedAt", "changedAt", "admittedAt");

    private final Court court;
    private final Model model;
    private final Map<String, Seen> seen = new HashMap<>();
    int largestReading;
    /** Whether every look is at everything. */
    boolean thorough;

    private int looks;

    /** What was answered of something, while the model had it so. */
    private record Seen(String model, String answer) {}

    Audit(Court court, Model model) {
        this.court = court;
        this.model = model;
    }

    void check(Goods one) {
        if (one.isUnit()) {
            unit(one);
        } else {
            container(one);
        }
    }

    private static void same(Object ledger, Object should, String property, String what, Object of) {
        if (!Objects.equals(ledger, should)) {
            throw new Breach(property, what + " [of " + of + " is " + ledger + ", should be " + should + "]");
        }
    }

    /** What the ledger says of a unit, and its trail in the words of {@link #trailOf}. */
    private record Shown(UnitReading reading, List<String> events) {
        static Shown of(UnitReading reading) {
            return new Shown(
                    reading, reading.trail().events().stream().map(Audit::event).toList());
        }
    }

    /** What the ledger says of a unit now. */
    UnitReading reading(Goods unit) {
        return shown(unit).reading();
    }

    private Shown shown(Goods unit) {
        return court.read(
                Shown.class,
                unit.name,
                (state, now) -> Shown.of(UnitReading.of(state, (Subject.OfUnit) GoodsMoves.subject(unit), now)),
                shown -> !shown.reading().unit().map(UnitState::inTransit).orElse(false));
    }

    private void unit(Goods unit) {
        Lotted lot = unit.lot.orElseThrow();
        Shown shown = shown(unit);
        UnitReading reading = shown.reading();
        same(reading.finding().found(), true, "P2", "found", unit);
        same(
                reading.unit().map(one -> one.custodian().digits()).orElse(lot.brand),
                unit.custodian(),
                "P2",
                "custodian",
                unit);
        same(
                reading.unit().map(UnitState::inTransit).orElse(false),
                unit.inTransit(court.now),
                "P2",
                "in transit",
                unit);
        same(
                reading.unit()
                        .map(one -> one.containers().stream().map(Sscc::digits).toList())
                        .orElse(List.of()),
                unit.path().stream().map(box -> box.name).toList(),
                "P2",
                "containers",
                unit);
        trail(unit, reading.trail().earlier(), shown.events());
        if (isAnswered()) {
            answered(unit, reading);
        }
    }

    /** Looks at the text of the answer, too. */
    private void answered(Goods unit, UnitReading known) {
        Lotted lot = unit.lot.orElseThrow();
        String text = court.ask(
                "unit:Read", lot.gtin, lot.lot, GoodsMoves.digest(unit).hex());
        largestReading = Math.max(largestReading, text.length());
        Breach.unless(text.length() <= MAX_READING_BYTES, "P5 reading", "a unit's reading is too large [" + unit + "]");
        JsonObject reading = CanonicalJson.parse(text);
        Breach.unless(UnitReading.fromJson(reading).equals(known), "P5 reading", "is read otherwise [" + unit + "]");
        String fingerprint = unit.custodian()
                + unit.inTransit(court.now)
                + unit.path()
                + trailOf(unit)
                + unit.lastDeal().map(deal -> deal.id + deal.state)
                + lot.state
                + forms(unit);
        unchanged("unit " + unit, fingerprint, without(reading, "unit"));
    }

    private boolean isAnswered() {
        return thorough || looks++ % ANSWERED == 0;
    }

    /** Whatever the answer shows of the present of companies. */
    private String forms(Goods unit) {
        Set<String> named = new TreeSet<>(List.of(unit.custodian(), unit.lot.orElseThrow().brand));
        unit.past.forEach(happening -> happening.taken().ifPresent(deal -> named.add(deal.to)));
        unit.lastDeal().ifPresent(deal -> named.add(deal.to));
        return named.stream()
                .map(gln -> gln + "/" + model.company(gln).version())
                .collect(Collectors.joining(" "));
    }

    /** What should be shown of a unit: reports by their signatures, hand-offs by their ids and containers. */
    private List<String> trailOf(Goods unit) {
        List<String> events = new ArrayList<>();
        unit.lot.orElseThrow().notes.forEach(note -> events.add(note.signature()));
        for (Goods.Happening happening : unit.past) {
            happening.told().ifPresent(note -> events.add(note.signature()));
            happening.taken().ifPresent(deal -> events.add(deal.id + " " + deal.state + " " + happening.via()));
        }
        if (unit.inTransit(court.now)) {
            Deal deal = unit.lastDeal().orElseThrow();
            events.add(deal.id + " OFFERED "
                    + unit.path().stream().map(box -> box.name).toList());
        }
        return events;
    }

    private void trail(Goods unit, long earlier, List<String> events) {
        List<String> should = trailOf(unit);
        if (events.equals(should)) {
            return;
        }
        List<String> missing = new ArrayList<>(should);
        missing.removeAll(events);
        List<String> ordered = new ArrayList<>(should);
        ordered.retainAll(new HashSet<>(events));
        List<String> invented = new ArrayList<>(events);
        invented.removeAll(should);
        same(invented, List.of(), "P3", "says what did not happen", unit);
        same(events, ordered, "P2", "order of the trail", unit);
        missing.forEach(event -> requireForgettable(unit, event, events, earlier));
    }

    private void requireForgettable(Goods unit, String event, List<String> events, long earlier) {
        boolean step = event.indexOf('[') >= 0;
        if (step) {
            long shown =
                    events.stream().filter(other -> other.indexOf('[') >= 0).count();
            Breach.unless(earlier > 0 && shown >= SHOWN, "P2", "hand-off left out [of " + unit + " " + event + "]");
            return;
        }
        Note note = unit.allNotes().stream()
                .filter(one -> one.signature().equals(event))
                .findFirst()
                .orElseThrow();
        long alike = unit.allNotes().stream()
                .filter(other ->
                        other.status().equals(note.status()) && other.by().equals(note.by()))
                .count();
        boolean over = !note.status().equals("stolen")
                || !Note.Sum.of(unit.allNotes()).thefts().contains(note);
        boolean repeated = Set.of("exported", "recalled", "found", "stolen").contains(note.status());
        // A find that is left out with the theft that it ended is one of as many alike, too.
        Breach.unless(
                repeated && over && alike > ALIKE - ALIKE / 2, "P3", "report left out [of " + unit + " " + note + "]");
    }

    private static String event(TrailEvent event) {
        if (event instanceof TrailEvent.Report report) {
            return signature(report.report());
        }
        TrailEvent.Step step = (TrailEvent.Step) event;
        return step.handOff().offer().id() + " " + step.handOff().state() + " "
                + step.containers().stream().map(Sscc::digits).toList();
    }

    private static String signature(Reported report) {
        return report.mark().signature().signature().base64();
    }

    private void container(Goods box) {
        ContainerReading reading = court.read(
                ContainerReading.class,
                box.name,
                (state, now) -> ContainerReading.of(state, new Sscc(box.name), now),
                one -> !one.inTransit());
        same(reading.custodian().digits(), box.custodian(), "P2", "custodian", box);
        same(reading.inTransit(), box.inTransit(court.now), "P2", "in transit", box);
        same(
                reading.around().stream().map(Sscc::digits).toList(),
                box.path().stream().map(around -> around.name).toList(),
                "P2",
                "around",
                box);
        same(reading.container().state().name(), box.sealed ? "SEALED" : "OPEN", "P2", "state", box);
        same(reading.container().level(), box.level, "P2", "level", box);
        if (isAnswered()) {
            answered(box, reading);
            contents(box);
            notes(box);
        }
    }

    private void answered(Goods box, ContainerReading known) {
        JsonObject reading = CanonicalJson.parse(court.ask("container:Read", box.name));
        Breach.unless(
                ContainerReading.fromJson(reading).equals(known), "P5 reading", "is read otherwise [" + box + "]");
        String fingerprint = box.custodian()
                + box.inTransit(court.now)
                + box.path()
                + box.sealed
                + box.contents
                + box.past.size()
                + box.past
                + box.changed
                + box.withdrawn;
        unchanged("container " + box, fingerprint, without(reading, "container"));
    }

    /** Records say what they have written down, too, and whether there is one: that another's doing may change. */
    private static JsonObject without(JsonObject reading, String record) {
        Map<String, JsonValue> members = new TreeMap<>(reading.members());
        members.remove(record);
        return JsonObject.of(members);
    }

    private void contents(Goods box) {
        JsonObject contents = CanonicalJson.parse(court.ask("container:Contents", box.name, "0"));
        Set<String> units = new TreeSet<>();
        for (JsonObject group : contents.objects("groups")) {
            group.texts("units")
                    .forEach(digest -> units.add(group.text("gtin") + "/" + group.text("lot") + "/" + digest));
        }
        same(units, names(box, true), "P2", "units inside", box);
        same(new TreeSet<>(contents.texts("containers")), names(box, false), "P2", "containers inside", box);
    }

    private static Set<String> names(Goods box, boolean units) {
        return box.contents.stream()
                .filter(inner -> inner.isUnit() == units)
                .map(inner -> inner.name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void notes(Goods one) {
        String text =
                court.ask("status:Read", GoodsMoves.json(GoodsMoves.subject(one).toJson()));
        List<String> should = one.allNotes().stream().map(Note::signature).toList();
        List<String> told = told(text);
        List<String> ordered = new ArrayList<>(should);
        ordered.retainAll(new HashSet<>(told));
        same(told, ordered, "P3", "reports", one);
        Breach.unless(told.size() >= Math.min(should.size(), ALIKE / 2), "P3", "reports left out [of " + one + "]");
    }

    private static List<String> told(String array) {
        JsonObject wrapped = CanonicalJson.parse("{\"all\":" + array + "}");
        return wrapped.objects("all").stream()
                .map(Reported::fromJson)
                .map(Audit::signature)
                .toList();
    }

    void lot(Lotted lot) {
        if (lot.state.equals("NONE")) {
            return;
        }
        JsonObject head = CanonicalJson.parse(court.ask("batch:Read", lot.gtin, lot.lot));
        same(head.text("state"), lot.state, "P2", "state", lot);
        same(head.text("brand"), lot.brand, "P2", "brand", lot);
        same(head.has("attempt") ? head.number("attempt") : 1L, (long) lot.attempt, "P2", "attempt", lot);
        unchanged("batch " + lot, lot.state + lot.brand + lot.attempt, head);
        String subject = "{\"gtin\":\"" + lot.gtin + "\",\"lot\":\"" + lot.lot + "\"}";
        same(
                told(court.ask("status:Read", subject)),
                lot.notes.stream().map(Note::signature).toList(),
                "P3",
                "reports",
                lot);
    }

    void company(Company company) {
        JsonObject reading = CanonicalJson.parse(court.ask("party:Read", company.gln));
        JsonObject party = reading.object("party");
        Company.Form form = company.form();
        same(reading.number("version"), (long) company.version(), "P2", "version", company.gln);
        same(reading.has("suspended"), form.suspended(), "P2", "suspended", company.gln);
        same(party.text("key"), form.key(), "P2", "key", company.gln);
        same(party.text("name"), form.name(), "P2", "name", company.gln);
        same(Set.copyOf(party.texts("roles")), form.roles(), "P2", "roles", company.gln);
        same(Set.copyOf(party.texts("prefixes")), form.prefixes(), "P2", "prefixes", company.gln);
        unchanged("party " + company.gln, String.valueOf(company.version()), reading);
    }

    /** While the model has something as it was, its answer is, too: whoever wrote whatever meanwhile. */
    private void unchanged(String name, String fingerprint, JsonObject answer) {
        String text = withoutTimes(answer).toString();
        Seen before = seen.put(name, new Seen(fingerprint, text));
        if (before != null
                && before.model().equals(fingerprint)
                && !before.answer().equals(text)) {
            int same = 0;
            while (same < Math.min(text.length(), before.answer().length())
                    && text.charAt(same) == before.answer().charAt(same)) {
                same++;
            }
            int from = Math.max(0, same - 100);
            throw new Breach(
                    "P1",
                    "an answer changed [of " + name + ": " + before.answer().substring(from) + " became "
                            + text.substring(from) + "]");
        }
    }

    private static JsonValue withoutTimes(JsonValue value) {
        if (value instanceof JsonObject object) {
            Map<String, JsonValue> members = new TreeMap<>();
            object.members().forEach((name, member) -> {
                if (!TIMES.contains(name)) {
                    members.put(name, withoutTimes(member));
                }
            });
            return JsonObject.of(members);
        }
        if (value instanceof JsonArray array) {
            return new JsonArray(
                    array.values().stream().map(Audit::withoutTimes).toList());
        }
        return value;
    }
}
