package org.touchmark.domain.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.touchmark.domain.fixture.World.goods;
import static org.touchmark.domain.fixture.World.subject;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.fixture.DomainDesk;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.TestParty;
import org.touchmark.domain.fixture.World;
import org.touchmark.domain.party.Role;
import org.touchmark.domain.status.Life;
import org.touchmark.domain.status.Status;
import org.touchmark.domain.status.Subject;
import org.touchmark.domain.unit.UnitDigest;

/** A trail as people are told it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class ToldTrailTest {
    private final DomainDesk desk = new DomainDesk(new MemoryLedger());
    private final World world = World.found(desk);
    private final TestParty brand = world.brand();
    private final TestParty distributor = world.party(Role.DISTRIBUTOR);
    private final TestParty retailer = world.party(Role.RETAILER);
    private final UnitDigest unit = world.freshUnit();

    private List<String> told() {
        return world.reading(unit).trail().told().stream()
                .map(event -> event instanceof TrailEvent.Report report
                        ? report.report().mark().status().wire()
                        : "hand-off to "
                                + ((TrailEvent.Step) event).handOff().offer().to())
                .toList();
    }

    @Test
    void has_what_is_reported_of_the_whole_batch_where_it_was_reported() {
        world.handOver(brand, distributor, goods(unit));
        desk.pass(Duration.ofDays(1));
        world.report(brand, new Subject.OfBatch(World.GTIN, World.LOT), Status.RECALLED);
        desk.pass(Duration.ofDays(1));
        world.handOver(distributor, retailer, goods(unit));

        assertThat(told())
                .containsExactly("hand-off to " + distributor.gln(), "recalled", "hand-off to " + retailer.gln());
        assertThat(world.reading(unit).trail().events().get(0)).isInstanceOf(TrailEvent.Report.class);
    }

    @Test
    void ends_with_what_was_reported_of_the_batch_last_and_at_the_same_instant() {
        world.handOver(brand, distributor, goods(unit));
        world.report(brand, new Subject.OfBatch(World.GTIN, World.LOT), Status.RECALLED);

        assertThat(told()).containsExactly("hand-off to " + distributor.gln(), "recalled");
    }

    @Test
    void has_what_was_reported_of_the_unit_and_its_hand_offs_in_the_ledgers_order_whatever_the_clocks_said() {
        world.handOver(brand, distributor, goods(unit));
        desk.pass(Duration.ofDays(1));
        world.report(brand, new Subject.OfBatch(World.GTIN, World.LOT), Status.RECALLED);
        desk.pass(Duration.ofDays(1));
        world.handOver(distributor, retailer, goods(unit));
        world.report(retailer, subject(unit), Status.SAMPLE);
        List<TrailEvent> events = world.reading(unit).trail().events();
        TrailEvent ofBatch = events.get(0);
        TrailEvent first = events.get(1);
        TrailEvent second = events.get(2);
        TrailEvent ofUnit = events.get(3);

        assertThat(new Trail(0, List.of(ofBatch, second, ofUnit, first)).told())
                .containsExactly(ofBatch, second, ofUnit, first);
    }

    @Test
    void says_how_far_the_units_life_is() {
        assertThat(world.reading(unit).trail().life()).isEqualTo(Life.ACTIVE);
        world.handOver(brand, retailer, goods(unit));
        world.report(retailer, subject(unit), Status.SOLD);

        assertThat(told()).containsExactly("hand-off to " + retailer.gln(), "sold");
        assertThat(world.reading(unit).trail().life()).isEqualTo(Life.SOLD);
    }
}
