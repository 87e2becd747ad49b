package org.touchmark.gateway.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.gateway.admission.Admitter;
import org.touchmark.gateway.admission.PartyDesk;
import org.touchmark.gateway.config.Connection;
import org.touchmark.gateway.config.StateFolder;
import org.touchmark.gateway.ledger.EpochLedger;
import org.touchmark.gateway.ledger.Signatory;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.member.Members;
import org.touchmark.gateway.support.RulesLedger;
import org.touchmark.gateway.support.SettableClock;
import org.touchmark.gateway.support.TestConsortium;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EpochKeeperTest {
    private static final Duration AGE = Duration.ofMinutes(3);

    private final SettableClock clock = new SettableClock();
    private final RulesLedger ledger = new RulesLedger(TestConsortium.CHANNEL, clock);
    private Connection connection;
    private List<Member> members;

    @BeforeEach
    void admit(@TempDir Path folder) throws IOException {
        connection = TestConsortium.create(folder).connection();
        StateFolder state = new StateFolder(folder.resolve("state"));
        members = Members.load(new Admitter(connection, state, ledger, clock, line -> {}).run(), ledger)
                .all();
    }

    private long epoch() {
        return new EpochLedger(members.get(0).ledger()).read().number();
    }

    private Duration advance() {
        return EpochKeeper.advance(members, clock);
    }

    @Test
    void an_old_epoch_is_advanced_and_a_young_one_left_until_it_is_old() {
        assertThat(advance()).isEqualTo(AGE);
        assertThat(epoch()).isEqualTo(1);

        clock.pass(Duration.ofMinutes(1));
        assertThat(advance()).isEqualTo(AGE.minusMinutes(1));
        assertThat(epoch()).isEqualTo(1);

        clock.pass(AGE);
        advance();
        assertThat(epoch()).isEqualTo(2);
    }

    @Test
    void another_gateway_that_came_first_is_enough() {
        ledger.failWhere(call -> {
            // Between this gateway's read and its write.
            if (call.function().equals("time:Advance") && epoch() == 0) {
                ledger.failWhere(other -> false);
                new EpochLedger(members.get(1).ledger()).advance();
            }
            return false;
        });

        assertThat(advance()).isEqualTo(AGE);
        assertThat(epoch()).isEqualTo(1);
    }

    @Test
    void a_party_that_may_not_leaves_it_to_the_next() {
        for (Connection.Organisation organisation : connection.organisations().subList(0, 2)) {
            Signatory admin = Signatory.read(organisation.msp(), organisation.admin());
            new PartyDesk(ledger.as(admin), line -> {}).suspend(new Gln(TestConsortium.BRAND));
        }

        advance();

        assertThat(epoch()).isEqualTo(1);
    }

    @Test
    void it_works_in_the_background_until_it_is_closed() throws InterruptedException {
        long before = keepers();
        CountDownLatch advanced = new CountDownLatch(1);
        ledger.failWhere(call -> {
            if (call.function().equals("time:Advance")) {
                assertThat(Thread.currentThread().getName()).isEqualTo("epoch-keeper");
                advanced.countDown();
            }
            return false;
        });

        try (EpochKeeper keeper = EpochKeeper.start(members, clock, Duration.ZERO, Duration.ZERO)) {
            assertThat(keeper).isNotNull();
            assertThat(advanced.await(20, TimeUnit.SECONDS)).isTrue();
        }

        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (keepers() > before && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(keepers()).isEqualTo(before);
    }

    private static long keepers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("epoch-keeper") && thread.isAlive())
                .count();
    }

    @Test
    void a_ledger_that_does_not_answer_is_tried_again_later() {
        ledger.failWhere(call -> true);
        assertThat(advance()).isEqualTo(AGE);

        ledger.failWhere(call -> false);
        advance();
        assertThat(epoch()).isEqualTo(1);
    }
}
