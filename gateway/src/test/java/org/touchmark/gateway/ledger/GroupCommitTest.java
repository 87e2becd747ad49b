package org.touchmark.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.touchmark.gateway.support.TestConsortium.GTIN;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.function.Together;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.gateway.config.StateFolder;
import org.touchmark.gateway.custody.Goods;
import org.touchmark.gateway.custody.GoodsOrder;
import org.touchmark.gateway.custody.HandOffOrder;
import org.touchmark.gateway.custody.HandOffs;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.registration.BatchFolders;
import org.touchmark.gateway.registration.PresenceProofs;
import org.touchmark.gateway.support.RulesGateway;
import org.touchmark.gateway.support.RulesLedger;
import org.touchmark.gateway.support.TestConsortium;
import org.touchmark.gateway.support.TestGateway;

/** Writes that come at once, over the rules in memory. */
@ExtendWith(RulesGateway.class)
@Timeout(30)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class GroupCommitTest {
    private static final int UNITS = 10;
    private static int lots;

    private final FollowUps followUps = new FollowUps(Duration.ofSeconds(20));
    private RulesLedger ledger;
    private Member brand;
    private HandOffs handOffs;
    private Lot lot;
    private Gate gate;
    private GroupCommit commits;

    @BeforeEach
    void register(TestGateway gateway, RulesLedger rules) {
        ledger = rules;
        brand = gateway.member("aurelia");
        lot = new Lot("GROUP-" + lots++);
        StringBuilder serials = new StringBuilder("serial\n");
        IntStream.range(0, UNITS).forEach(i -> serials.append(serial(i)).append('\n'));
        gateway.postCsv("aurelia", "gtin=" + GTIN + "&lot=" + lot + "&profile=compact", serials.toString());
        BatchFolders folders = new BatchFolders(new StateFolder(gateway.folder()).batches());
        handOffs = new HandOffs(
                new Goods(folders), new PresenceProofs(folders), TestConsortium.CHANNEL, Clock.systemUTC());
        gate = new Gate(brand.ledger());
        commits = new GroupCommit(gate, followUps);
    }

    @AfterEach
    void close() {
        ledger.failWhere(call -> false);
        ledger.loseOutcomeWhere(call -> false);
        followUps.close();
    }

    private String serial(int number) {
        return lot + "-UNIT-" + number;
    }

    /** What would be sent for the offer of a unit. */
    private Invocation offer(int unit) {
        Noting notes = new Noting(brand.ledger());
        Member noting =
                new Member(brand.slug(), brand.gln(), brand.name(), brand.signatory(), notes, brand.labelKeys());
        HandOffOrder order = new HandOffOrder(
                new Gln(TestConsortium.DISTRIBUTOR),
                GoodsOrder.of(new GoodsOrder.Serials(
                        new GoodsOrder.Batch(Gtin.parse(GTIN), lot), List.of(new SerialNumber(serial(unit))))),
                Optional.empty());
        assertThatThrownBy(() -> handOffs.offer(noting, order, Optional.empty()))
                .isInstanceOf(LedgerUnavailableException.class);
        return notes.sent.get(0);
    }

    /** Sends two writes that stay on their way, then the others; once all wait, the first one is done, which frees a place. */
    private List<FutureTask<Outcome>> atOnce(Invocation... calls) throws InterruptedException {
        List<FutureTask<Outcome>> tasks = new ArrayList<>();
        for (Invocation call : calls) {
            FutureTask<Outcome> task = new FutureTask<>(() -> commits.submit(call));
            Thread thread = new Thread(task, "caller");
            tasks.add(task);
            thread.start();
            awaitWaiting(thread);
        }
        gate.letOneGo();
        gate.awaitSent(3);
        return tasks;
    }

    private static void awaitWaiting(Thread thread) throws InterruptedException {
        while (thread.getState() != Thread.State.WAITING) {
            assertThat(thread.isAlive()).isTrue();
            Thread.sleep(1);
        }
    }

    private Outcome end(FutureTask<Outcome> task) throws Exception {
        gate.letAllGo();
        return task.get(20, TimeUnit.SECONDS);
    }

    @Test
    void that_come_while_others_are_on_their_way_share_a_transaction() throws Exception {
        List<FutureTask<Outcome>> tasks = atOnce(offer(0), offer(1), offer(2), offer(3), offer(4));

        Set<String> transactions = new HashSet<>();
        for (FutureTask<Outcome> task : tasks) {
            transactions.add(((Outcome.Committed) end(task)).transactionId());
        }
        assertThat(gate.functions()).containsExactly("custody:Offer", "custody:Offer", Together.NAME);
        assertThat(transactions).hasSize(3);
    }

    @Test
    void that_come_one_after_the_other_go_alone() {
        gate.letAllGo();

        commits.submit(offer(0));
        commits.submit(offer(1));

        assertThat(gate.functions()).containsExactly("custody:Offer", "custody:Offer");
    }

    @Test
    void of_which_one_is_refused_are_done_and_that_one_is_told_why() throws Exception {
        List<FutureTask<Outcome>> tasks = atOnce(offer(0), offer(1), offer(0), offer(2), offer(3));

        assertThat(end(tasks.get(2)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(ErrorCode.IN_TRANSIT));
        assertThat(end(tasks.get(3))).isInstanceOf(Outcome.Committed.class);
        assertThat(end(tasks.get(4))).isInstanceOf(Outcome.Committed.class);
        assertThat(gate.functions()).containsExactly("custody:Offer", "custody:Offer", Together.NAME, "custody:Offer");
    }

    @Test
    void whose_outcome_is_unknown_are_not_sent_again_and_end_each_with_its_own() throws Exception {
        ledger.holdOutcomeWhere(call -> call.function().equals(Together.NAME));
        Invocation known = offer(2);
        List<FutureTask<Outcome>> tasks = atOnce(offer(0), offer(1), known, offer(0), offer(3));
        Outcome.Unknown done = (Outcome.Unknown) end(tasks.get(2));
        Outcome.Unknown leftOut = (Outcome.Unknown) end(tasks.get(3));

        assertThat(commits.submit(known)).isEqualTo(done);
        assertThat(gate.functions()).hasSize(3);
        ledger.settle();

        assertThat(done.end().get(5, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        Outcome.Committed.class,
                        committed -> assertThat(committed.result())
                                .contains(known.arguments().get(0)));
        assertThatThrownBy(() -> leftOut.end().get(5, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("send it again");
        assertThat(followUps.of(known.operation())).isEmpty();
    }

    @Test
    void that_the_ledger_does_not_take_fail_each_and_the_next_ones_go_on() throws Exception {
        ledger.failWhere(call -> call.function().equals(Together.NAME));
        List<FutureTask<Outcome>> tasks = atOnce(offer(0), offer(1), offer(2), offer(3));

        for (FutureTask<Outcome> task : tasks.subList(2, 4)) {
            assertThatThrownBy(() -> end(task)).cause().isInstanceOf(LedgerUnavailableException.class);
        }
        assertThat(commits.submit(offer(4))).isInstanceOf(Outcome.Committed.class);
    }

    @Test
    void are_no_more_than_one_argument_holds() throws Exception {
        String filler = "\"".repeat(20_000);
        Invocation large = Invocation.of("custody:Lapse", OperationIds.random(), filler);

        assertThat(CallGroup.bytes(large))
                .isGreaterThan(Together.argument(List.of(new Together.OneCall(large.function(), large.arguments())))
                        .length());
        List<FutureTask<Outcome>> tasks = atOnce(
                offer(0), offer(1), large, Invocation.of("custody:Lapse", OperationIds.random(), filler), offer(2));
        gate.letOneGo();
        gate.awaitSent(4);

        assertThat(gate.functions()).containsExactly("custody:Offer", "custody:Offer", "custody:Lapse", Together.NAME);
        assertThat(end(tasks.get(4))).isInstanceOf(Outcome.Committed.class);
    }

    /** Writes wait here until it is opened; it knows which came. */
    private static final class Gate implements LedgerClient {
        private final LedgerClient behind;
        private final Semaphore places = new Semaphore(0, true);
        private final List<String> sent = new CopyOnWriteArrayList<>();

        Gate(LedgerClient behind) {
            this.behind = behind;
        }

        List<String> functions() {
            return List.copyOf(sent);
        }

        void letOneGo() {
            places.release();
        }

        void letAllGo() {
            places.release(1_000);
        }

        void awaitSent(int calls) throws InterruptedException {
            while (sent.size() < calls) {
                Thread.sleep(1);
            }
        }

        @Override
        public String evaluate(Invocation invocation) {
            return behind.evaluate(invocation);
        }

        @Override
        public long height() {
            return behind.height();
        }

        @Override
        public Outcome submit(Invocation invocation) {
            sent.add(invocation.function());
            places.acquireUninterruptibly();
            return behind.submit(invocation);
        }
    }

    /** Notes what is written, and writes nothing. */
    private static final class Noting implements LedgerClient {
        private final LedgerClient reads;
        private final List<Invocation> sent = new ArrayList<>();

        Noting(LedgerClient reads) {
            this.reads = reads;
        }

        @Override
        public String evaluate(Invocation invocation) {
            return reads.evaluate(invocation);
        }

        @Override
        public long height() {
            return reads.height();
        }

        @Override
        public Outcome submit(Invocation invocation) {
            sent.add(invocation);
            throw new LedgerUnavailableException("not sent", null);
        }
    }
}
