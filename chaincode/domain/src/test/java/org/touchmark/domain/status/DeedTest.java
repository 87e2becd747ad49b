package org.touchmark.domain.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.domain.fixture.World.containers;
import static org.touchmark.domain.fixture.World.goods;
import static org.touchmark.domain.fixture.World.subject;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.custody.HandOff;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.fixture.DomainDesk;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.fixture.World;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.unit.UnitDigest;

/** Every cell of what bars what, tried on the ledger by the party to whom nothing else stands in the way. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class DeedTest {
    private static final Map<Deed, String> BARRED = new EnumMap<>(Map.ofEntries(
            Map.entry(Deed.OFFER, "STOLEN SOLD DECOMMISSIONED DESTROYED"),
            Map.entry(Deed.END_HAND_OFF, ""),
            Map.entry(Deed.PACK, "STOLEN SOLD DECOMMISSIONED DESTROYED"),
            Map.entry(Deed.UNPACK, "STOLEN DESTROYED"),
            Map.entry(Deed.SEAL, "STOLEN DESTROYED"),
            Map.entry(Deed.UNSEAL, "STOLEN DESTROYED"),
            Map.entry(Deed.REPORT_SOLD, "STOLEN RECALLED DESTROYED"),
            Map.entry(Deed.REPORT_DECOMMISSIONED, "DESTROYED"),
            Map.entry(Deed.REPORT_STOLEN, "DESTROYED"),
            Map.entry(Deed.REPORT_RECALLED, "DESTROYED"),
            Map.entry(Deed.REPORT_DESTROYED, "STOLEN DESTROYED"),
            Map.entry(Deed.REPORT_SAMPLE, "STOLEN DESTROYED"),
            Map.entry(Deed.REPORT_EXPORTED, "STOLEN RECALLED DESTROYED"),
            Map.entry(Deed.REPORT_FOUND, "DESTROYED"),
            Map.entry(Deed.UNDO_REPORT, "")));

    /** Where no deed is barred, but no report follows from there, or what is sold is no party's to report on. */
    private static final Map<String, ErrorCode> OTHERWISE = Map.ofEntries(
            Map.entry("REPORT_SOLD of SOLD", ErrorCode.STATUS_FOREIGN),
            Map.entry("REPORT_DESTROYED of SOLD", ErrorCode.STATUS_FOREIGN),
            Map.entry("REPORT_EXPORTED of SOLD", ErrorCode.STATUS_FOREIGN),
            Map.entry("REPORT_SAMPLE of SOLD", ErrorCode.STATUS_FORBIDS),
            Map.entry("REPORT_FOUND of SOLD", ErrorCode.STATUS_FORBIDS),
            Map.entry("REPORT_STOLEN of STOLEN", ErrorCode.STATUS_FORBIDS),
            Map.entry("REPORT_RECALLED of RECALLED", ErrorCode.STATUS_FORBIDS),
            Map.entry("REPORT_FOUND of RECALLED", ErrorCode.STATUS_FORBIDS),
            Map.entry("REPORT_SOLD of DECOMMISSIONED", ErrorCode.STATUS_FORBIDS),
            Map.entry("REPORT_SAMPLE of DECOMMISSIONED", ErrorCode.STATUS_FORBIDS),
            Map.entry("REPORT_EXPORTED of DECOMMISSIONED", ErrorCode.STATUS_FORBIDS),
            Map.entry("REPORT_DECOMMISSIONED of DECOMMISSIONED", ErrorCode.STATUS_FORBIDS),
            Map.entry("REPORT_FOUND of DECOMMISSIONED", ErrorCode.STATUS_FORBIDS));

    /** Of a batch nothing is reported but a recall, and rules that move goods do not read what is reported of batches. */
    @Test
    void a_recall_bars_nothing_but_reports() {
        Stream<Deed> moves = Stream.of(
                Deed.OFFER, Deed.END_HAND_OFF, Deed.PACK, Deed.UNPACK, Deed.SEAL, Deed.UNSEAL, Deed.UNDO_REPORT);

        assertThat(moves).noneMatch(deed -> deed.isBarredBy(Hindrance.RECALLED));
        assertThat(Stream.of(Status.values()).filter(status -> status.fits(Status.Kind.BATCH)))
                .containsExactly(Status.RECALLED);
    }

    private final DomainDesk desk = new DomainDesk(new MemoryLedger());
    private final World world = World.found(desk);
    private final TestParty brand = world.brand();
    private final TestParty distributor = world.party(Role.DISTRIBUTOR);
    private final TestParty inspector = world.party(Role.INSPECTOR);

    /** One cell and what came of trying it. */
    private record Cell(Deed deed, Hindrance hindrance, Optional<ErrorCode> refusal) {
        static Cell of(Deed deed, Hindrance hindrance, Runnable attempt) {
            try {
                attempt.run();
                return new Cell(deed, hindrance, Optional.empty());
            } catch (RefusedException e) {
                return new Cell(deed, hindrance, Optional.of(e.code()));
            }
        }

        Optional<ErrorCode> expected() {
            return Arrays.asList(BARRED.get(deed).split(" ")).contains(hindrance.name())
                    ? Optional.of(ErrorCode.STATUS_FORBIDS)
                    : Optional.ofNullable(OTHERWISE.get(deed + " of " + hindrance));
        }
    }

    @Test
    void the_table_is_what_it_is_meant_to_be() {
        for (Deed deed : Deed.values()) {
            assertThat(Arrays.stream(Hindrance.values())
                            .filter(deed::isBarredBy)
                            .map(Hindrance::name)
                            .toList())
                    .as(deed.name())
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.of(BARRED.get(deed).split(" "))
                                    .filter(name -> !name.isEmpty())
                                    .toList());
        }
    }

    @Test
    void every_cell_comes_as_the_table_says_of_a_unit_and_of_a_container() {
        List<Cell> cells = new ArrayList<>();
        for (Deed deed : Deed.values()) {
            for (Hindrance hindrance : Hindrance.values()) {
                unit(deed, hindrance).ifPresent(attempt -> cells.add(Cell.of(deed, hindrance, attempt)));
                container(deed, hindrance).ifPresent(attempt -> cells.add(Cell.of(deed, hindrance, attempt)));
            }
        }

        assertThat(cells)
                .filteredOn(cell -> !cell.refusal().equals(cell.expected()))
                .isEmpty();
        assertThat(cells).hasSize(92);
    }

    private void hinder(Subject subject, Hindrance hindrance) {
        Status status = Status.valueOf(hindrance.name());
        world.report(status == Status.RECALLED ? inspector : brand, subject, status);
    }

    /** Tries a deed on a unit in a condition; empty where only containers can be treated so. */
    private Optional<Runnable> unit(Deed deed, Hindrance hindrance) {
        UnitDigest unit = world.freshUnit();
        Subject it = subject(unit);
        switch (deed) {
            case OFFER -> {
                hinder(it, hindrance);
                return Optional.of(() -> world.offer(brand, distributor, goods(unit)));
            }
            case END_HAND_OFF -> {
                if (hindrance == Hindrance.SOLD || hindrance == Hindrance.DESTROYED) {
                    return Optional.empty(); // Nobody reports that of goods in transit.
                }
                HandOff offered = world.offer(brand, distributor, goods(unit));
                hinder(it, hindrance);
                return Optional.of(() -> world.accept(distributor, offered));
            }
            case PACK -> {
                Sscc box = world.create(brand, 1);
                hinder(it, hindrance);
                return Optional.of(() -> world.pack(brand, box, goods(unit)));
            }
            case UNPACK -> {
                Sscc box = world.create(brand, 1);
                world.pack(brand, box, goods(unit));
                hinder(it, hindrance);
                return Optional.of(() -> world.unpack(brand, box, goods(unit)));
            }
            case SEAL, UNSEAL -> {
                return Optional.empty();
            }
            case UNDO_REPORT -> {
                if (hindrance != Hindrance.SOLD && hindrance != Hindrance.DECOMMISSIONED) {
                    return Optional.empty(); // Those reports are never taken back: no deed, but a rule of their own.
                }
                hinder(it, hindrance);
                return Optional.of(() -> world.undo(brand, it, Status.valueOf(hindrance.name())));
            }
            default -> {
                hinder(it, hindrance);
                return Optional.of(() -> world.report(reporter(deed), it, status(deed)));
            }
        }
    }

    /** Tries a deed on a container in a condition; empty where it can't be in that, or be treated so. */
    private Optional<Runnable> container(Deed deed, Hindrance hindrance) {
        if (hindrance == Hindrance.SOLD || hindrance == Hindrance.DECOMMISSIONED) {
            return Optional.empty();
        }
        UnitDigest unit = world.freshUnit();
        Sscc box = world.create(brand, 1);
        Subject it = new Subject.OfContainer(box);
        world.pack(brand, box, goods(unit));
        if (deed != Deed.SEAL && deed != Deed.PACK && deed != Deed.UNPACK) {
            world.seal(brand, box);
        }
        switch (deed) {
            case OFFER -> {
                hinder(it, hindrance);
                return Optional.of(() -> world.offer(brand, distributor, containers(box)));
            }
            case END_HAND_OFF -> {
                if (hindrance == Hindrance.DESTROYED) {
                    return Optional.empty();
                }
                HandOff offered = world.offer(brand, distributor, containers(box));
                hinder(it, hindrance);
                return Optional.of(() -> world.accept(distributor, offered));
            }
            case PACK -> {
                hinder(it, hindrance);
                return Optional.of(() -> world.pack(brand, box, goods(world.freshUnit())));
            }
            case UNPACK -> {
                hinder(it, hindrance);
                return Optional.of(() -> world.unpack(brand, box, goods(unit)));
            }
            case SEAL -> {
                hinder(it, hindrance);
                return Optional.of(() -> world.seal(brand, box));
            }
            case UNSEAL -> {
                hinder(it, hindrance);
                return Optional.of(() -> world.unseal(brand, box));
            }
            case UNDO_REPORT -> {
                return Optional.empty();
            }
            default -> {
                if (!status(deed).fits(Status.Kind.CONTAINER)) {
                    return Optional.empty();
                }
                hinder(it, hindrance);
                return Optional.of(() ->
                        world.report(deed == Deed.REPORT_RECALLED ? inspector : reporter(deed), it, status(deed)));
            }
        }
    }

    private static Status status(Deed report) {
        return Arrays.stream(Status.values())
                .filter(status -> status.deed() == report)
                .findFirst()
                .orElseThrow();
    }

    /** Who may say so of anything that it is true of. */
    private TestParty reporter(Deed report) {
        return switch (report) {
            case REPORT_SAMPLE, REPORT_RECALLED, REPORT_FOUND -> inspector;
            default -> brand;
        };
    }
}
