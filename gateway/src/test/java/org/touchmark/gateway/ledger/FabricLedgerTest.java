package org.touchmark.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.touchmark.gateway.ledger.FakePeer.down;
import static org.touchmark.gateway.ledger.FakePeer.endorserOf;
import static org.touchmark.gateway.ledger.FakePeer.endorserSaid;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.gateway.config.Connection;
import org.touchmark.gateway.support.TestAuthority;

/** What the client makes of peers that fail, disagree or stay silent. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FabricLedgerTest {
    private static final Deadlines SHORT = new Deadlines(
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofMillis(300),
            Duration.ofMillis(100),
            Duration.ofSeconds(1));

    @TempDir
    private Path folder;

    private FakePeer own;
    private FakePeer other;
    private FabricLedger ledger;
    private LedgerClient client;

    @BeforeEach
    void start() throws IOException {
        own = FakePeer.start("own", folder);
        other = FakePeer.start("other", folder);
        Signatory signatory = new TestAuthority("OwnMSP").issue("party", "9506000100005", "brand");
        Connection connection = new Connection(
                "touchmark",
                "touchmark",
                "embedded",
                1,
                List.of(
                        new Connection.Organisation(
                                "OtherMSP",
                                "Other",
                                List.of(other.address()),
                                new Connection.IdentityFiles(folder, folder)),
                        new Connection.Organisation(
                                "OwnMSP", "Own", List.of(own.address()), new Connection.IdentityFiles(folder, folder))),
                List.of());
        ledger = FabricLedger.open(connection, SHORT, signatory, "9506000100005");
        client = ledger.as(signatory);
    }

    @AfterEach
    void stop() {
        ledger.close();
        own.close();
        other.close();
    }

    private Outcome submit() {
        return client.submit(Invocation.of("batch:Open", "operation0000001", "{}"));
    }

    /** A BlockchainInfo: its first field, a number of one byte; as text, since both bytes are ASCII. */
    private static String heightOf(int blocks) {
        return "\b" + (char) blocks;
    }

    @Nested
    class A_read {
        @Test
        void goes_to_the_own_organisations_peer_first() {
            own.onEvaluate(call -> "mine");

            assertThat(client.evaluate(Invocation.of("party:Read", "x"))).isEqualTo("mine");
        }

        @Test
        void goes_on_to_another_organisations_peer() {
            own.close();

            assertThat(client.evaluate(Invocation.of("party:Read", "x"))).isEqualTo("read");
        }

        @Test
        void that_the_contract_refuses_is_not_tried_elsewhere() {
            own.onEvaluate(call -> {
                throw endorserSaid(
                        Status.Code.UNKNOWN,
                        "evaluate call to endorser returned error: chaincode response 500, BATCH_UNKNOWN: no such lot",
                        "chaincode response 500, BATCH_UNKNOWN: no such lot");
            });
            other.onEvaluate(call -> {
                throw new AssertionError("asked too");
            });

            assertThatThrownBy(() -> client.evaluate(Invocation.of("batch:Read", "x")))
                    .isInstanceOfSatisfying(RefusedException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.BATCH_UNKNOWN);
                        assertThat(e.prose()).isEqualTo("no such lot");
                    });
        }

        @Test
        void that_a_peer_behind_refuses_is_asked_again_once_it_has_the_newest_block() {
            assertThat(submit()).isInstanceOf(Outcome.Committed.class);
            other.close();
            own.onEvaluate(call -> {
                if (call == 0) {
                    throw endorserOf(
                            "OwnMSP", Status.Code.UNKNOWN, "failed", "chaincode response 500, BATCH_UNKNOWN: no such");
                }
                return call < 3 ? heightOf(7 + call - 1) : "there";
            });

            assertThat(client.evaluate(Invocation.of("batch:Read", "x"))).isEqualTo("there");
        }

        @Test
        void of_peers_that_hang_ends_with_its_deadline_and_not_with_the_sum_of_theirs() {
            CountDownLatch end = new CountDownLatch(1);
            own.onEvaluate(call -> hang(end));
            other.onEvaluate(call -> hang(end));
            long start = System.nanoTime();

            assertThatThrownBy(() -> client.evaluate(Invocation.of("party:Read", "9506000100005")))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContaining("party:Read");

            // Three seconds for the read, and two in which all peers are asked how they are.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(7));
            end.countDown();
        }

        private String hang(CountDownLatch end) {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "late";
        }

        @Test
        void that_nobody_answers_says_so() {
            own.close();
            other.close();

            assertThatThrownBy(() -> client.evaluate(Invocation.of("party:Read", "x")))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContaining("none of 2 peers");
        }
    }

    @Nested
    class A_write {
        @Test
        void is_committed() {
            assertThat(submit()).isInstanceOfSatisfying(Outcome.Committed.class, committed -> {
                assertThat(committed.result()).isEqualTo("written");
                assertThat(committed.blockNumber()).isEqualTo(7);
            });
        }

        @Test
        void whose_answer_could_not_be_read_is_not_sent() {
            own.onEndorseBytes(call -> ByteString.copyFrom(new byte[] {'A', (byte) 0xE9}));

            assertThatThrownBy(() -> submit())
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContaining("the peer's answer is not UTF-8");
            assertThat(own.submitted()).isEmpty();
        }

        @Test
        void is_endorsed_by_a_majority_that_is_asked_at_once() {
            submit();

            assertThat(own.named()).containsExactly(Set.of("OwnMSP", "OtherMSP"));
        }

        @Test
        void that_a_named_organisation_can_not_endorse_is_left_to_the_peer() {
            own.onEndorse(call -> {
                if (call == 0) {
                    throw endorserOf("OtherMSP", Status.Code.ABORTED, "failed", "connection refused");
                }
                return "written";
            });

            assertThat(submit()).isInstanceOf(Outcome.Committed.class);
            assertThat(submit()).isInstanceOf(Outcome.Committed.class);
            assertThat(own.named()).containsExactly(Set.of("OwnMSP", "OtherMSP"), Set.of(), Set.of());
        }

        @Test
        void that_a_majority_does_not_suffice_for_is_left_to_the_peer() {
            own.onStatus(call -> call == 0 ? TxValidationCode.ENDORSEMENT_POLICY_FAILURE : TxValidationCode.VALID);

            assertThat(submit()).isInstanceOf(Outcome.Committed.class);
            assertThat(own.named()).containsExactly(Set.of("OwnMSP", "OtherMSP"), Set.of());
        }

        @Test
        void that_the_contract_refuses_is_refused_with_its_code() {
            own.onEndorse(call -> {
                throw endorserSaid(
                        Status.Code.ABORTED,
                        "failed to endorse transaction, see attached details for more info",
                        "chaincode response 500, PREFIX_NOT_OWNED: not yours");
            });

            assertThat(submit())
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.refusal().code()).isEqualTo(ErrorCode.PREFIX_NOT_OWNED));
            assertThat(own.submitted()).isEmpty();
        }

        @Test
        void is_refused_only_by_a_peer_that_has_the_newest_block() {
            assertThat(submit()).isInstanceOf(Outcome.Committed.class);
            own.onEvaluate(call -> heightOf(call < 2 ? 7 : 8));
            own.onEndorse(call -> {
                if (call == 1) {
                    throw endorserOf(
                            "OwnMSP", Status.Code.ABORTED, "failed", "chaincode response 500, BATCH_UNKNOWN: no such");
                }
                return "caught up";
            });

            assertThat(submit())
                    .isInstanceOfSatisfying(
                            Outcome.Committed.class,
                            committed -> assertThat(committed.result()).isEqualTo("caught up"));
        }

        @Test
        void is_not_refused_by_a_peer_that_may_have_caught_up_after_it_refused() {
            assertThat(submit()).isInstanceOf(Outcome.Committed.class);
            own.onEvaluate(call -> heightOf(8));
            own.onEndorse(call -> {
                if (call == 1) {
                    throw endorserOf(
                            "OwnMSP", Status.Code.ABORTED, "failed", "chaincode response 500, BATCH_UNKNOWN: no such");
                }
                return "caught up";
            });

            assertThat(submit()).isInstanceOf(Outcome.Committed.class);
        }

        @Test
        void that_a_peer_with_the_newest_block_refuses_is_refused() {
            assertThat(submit()).isInstanceOf(Outcome.Committed.class);
            own.onEvaluate(call -> heightOf(8));
            own.onEndorse(call -> {
                throw endorserOf(
                        "OwnMSP", Status.Code.ABORTED, "failed", "chaincode response 500, BATCH_UNKNOWN: no such");
            });

            assertThat(submit()).isInstanceOf(Outcome.Refused.class);
        }

        @Test
        void refused_by_a_peer_that_caught_up_a_moment_later_is_made_anew() {
            assertThat(submit()).isInstanceOf(Outcome.Committed.class);
            own.onEvaluate(call -> heightOf(8));
            own.onEndorse(call -> {
                if (call == 1) {
                    throw endorserOf(
                            "OwnMSP", Status.Code.ABORTED, "failed", "chaincode response 500, PAGES_MISSING: page 3");
                }
                return "sealed";
            });

            assertThat(submit()).isInstanceOf(Outcome.Committed.class);
        }

        @Test
        void refused_by_a_peer_that_lacks_what_was_read_elsewhere_is_made_anew() {
            own.onEvaluate(call -> heightOf(call == 0 ? 21 : call < 3 ? 20 : 21));
            assertThat(client.height()).isEqualTo(21);
            own.onEndorse(call -> {
                if (call == 0) {
                    throw endorserOf(
                            "OwnMSP", Status.Code.ABORTED, "failed", "chaincode response 500, CHUNKS_MISSING: chunk 2");
                }
                return "sealed";
            });

            assertThat(submit()).isInstanceOf(Outcome.Committed.class);
        }

        @Test
        void whose_submit_fails_is_asked_for_and_found() {
            own.onSubmit(() -> {
                throw down();
            });

            assertThat(submit()).isInstanceOf(Outcome.Committed.class);
            assertThat(own.submitted()).hasSize(1);
            assertThat(other.submitted()).isEmpty();
        }

        @Test
        void that_no_peer_knows_goes_out_once_more_as_the_very_same_transaction() {
            own.onSubmit(() -> {
                throw down();
            });
            own.onStatus(call -> {
                throw down();
            });
            other.onStatus(call -> {
                if (other.submitted().isEmpty()) {
                    throw Status.DEADLINE_EXCEEDED.asRuntimeException();
                }
                return TxValidationCode.VALID;
            });

            assertThat(submit()).isInstanceOf(Outcome.Committed.class);
            assertThat(other.submitted()).isEqualTo(own.submitted()).hasSize(1);
        }

        @Test
        void that_BFT_orderers_say_they_know_already_is_committed() {
            own.onSubmit(() -> {
                throw endorserSaid(
                        Status.Code.UNAVAILABLE,
                        "insufficient number of orderers could successfully process transaction to satisfy quorum"
                                + " requirement",
                        "received unsuccessful response from orderer: status=SERVICE_UNAVAILABLE, info=failed to submit"
                                + " request: request already processed");
            });

            assertThat(submit()).isInstanceOf(Outcome.Committed.class);
            assertThat(own.submitted()).hasSize(1);
            own.onSubmit(() -> {});
            assertThat(submit()).isInstanceOf(Outcome.Committed.class);
            assertThat(own.submitted()).as("the peer is not to blame").hasSize(2);
        }

        @Test
        void that_no_orderer_will_ever_take_is_refused_with_their_reason() {
            for (FakePeer peer : List.of(own, other)) {
                peer.onSubmit(() -> {
                    throw Status.ABORTED
                            .withDescription("received unsuccessful response from orderer: status=BAD_REQUEST,"
                                    + " info=message payload is too large")
                            .asRuntimeException();
                });
                peer.onStatus(call -> {
                    throw Status.DEADLINE_EXCEEDED.asRuntimeException();
                });
            }

            assertThatThrownBy(FabricLedgerTest.this::submit)
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContaining("the orderers refuse transaction")
                    .hasMessageContaining("message payload is too large");
            assertThat(ledger.writes().unsettled()).isZero();
        }

        @Test
        void that_loses_a_conflict_is_made_anew() {
            own.onStatus(call -> call < 2 ? TxValidationCode.MVCC_READ_CONFLICT : TxValidationCode.VALID);

            assertThat(submit()).isInstanceOf(Outcome.Committed.class);
            assertThat(own.submitted()).hasSize(3).doesNotHaveDuplicates();
        }

        @Test
        void that_always_loses_is_given_up() {
            own.onStatus(call -> TxValidationCode.MVCC_READ_CONFLICT);

            assertThatThrownBy(FabricLedgerTest.this::submit)
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContaining("MVCC_READ_CONFLICT");
        }

        @Test
        void whose_endorsers_disagree_is_made_anew() {
            own.onEndorse(call -> {
                if (call == 0) {
                    throw endorserSaid(
                            Status.Code.ABORTED,
                            "failed to assemble transaction: ProposalResponsePayloads do not match",
                            "ProposalResponsePayloads do not match");
                }
                return "second";
            });

            assertThat(submit())
                    .isInstanceOfSatisfying(
                            Outcome.Committed.class,
                            committed -> assertThat(committed.result()).isEqualTo("second"));
        }
    }

    @Nested
    class A_write_whose_outcome_stays_unknown {
        private Outcome.Unknown unknown;

        @BeforeEach
        void send() {
            for (FakePeer peer : List.of(own, other)) {
                peer.onStatus(call -> {
                    throw down();
                });
            }
            unknown = (Outcome.Unknown) submit();
        }

        @Test
        void is_not_ended_and_is_sent_once_more_by_nobody_else() {
            assertThat(unknown.end()).isNotDone();
            assertThat(submit()).isEqualTo(unknown);
            assertThat(own.submitted()).containsOnly(unknown.transactionId());
        }

        @Test
        void ends_as_committed_once_a_peer_knows() throws Exception {
            own.onStatus(call -> TxValidationCode.VALID);

            assertThat(unknown.end().get(20, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(Outcome.Committed.class, committed -> {
                        assertThat(committed.transactionId()).isEqualTo(unknown.transactionId());
                        assertThat(committed.result()).isEqualTo("written");
                    });
            assertThat(ledger.writes()).isEqualTo(WriteStatus.FLOWING);
        }

        @Test
        void that_lost_a_conflict_is_made_anew_with_the_same_operation() throws Exception {
            own.onStatus(call -> own.submitted().stream().distinct().count() == 1
                    ? TxValidationCode.MVCC_READ_CONFLICT
                    : TxValidationCode.VALID);

            assertThat(unknown.end().get(20, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            Outcome.Committed.class,
                            committed -> assertThat(committed.transactionId()).isNotEqualTo(unknown.transactionId()));
        }

        @Test
        void that_the_contract_refuses_when_it_is_made_anew_ends_as_refused() throws Exception {
            own.onEndorse(call -> {
                throw endorserSaid(
                        Status.Code.ABORTED, "failed", "chaincode response 500, LAPSED: the offer has lapsed");
            });
            own.onStatus(call -> TxValidationCode.MVCC_READ_CONFLICT);

            assertThat(unknown.end().get(20, TimeUnit.SECONDS)).isInstanceOf(Outcome.Refused.class);
        }

        @Test
        void holds_further_writes_back_and_says_why_until_it_has_ended() throws Exception {
            assertThat(ledger.writes()).satisfies(writes -> {
                assertThat(writes.stopped()).isTrue();
                assertThat(writes.unsettled()).isEqualTo(1);
                assertThat(writes.detail()).contains("no transaction got through since");
            });
            Invocation another = Invocation.of("batch:Open", "operation0000002", "{}");
            assertThatThrownBy(() -> client.submit(another))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContaining("nothing was sent: 1 earlier writes are unsettled");
            assertThat(client.evaluate(Invocation.of("party:Read", "x"))).isEqualTo("read");

            own.onStatus(call -> TxValidationCode.VALID);
            assertThat(unknown.end().get(20, TimeUnit.SECONDS)).isNotNull();

            assertThat(client.submit(another)).isInstanceOf(Outcome.Committed.class);
        }

        @Test
        void is_waited_for_by_work_that_can_wait() {
            own.onStatus(call -> TxValidationCode.VALID);

            assertThat(client.commit(Invocation.of("batch:Open", "operation0000001", "{}")))
                    .isEqualTo("written");
        }
    }

    @Nested
    class The_peers {
        @Test
        void that_are_down_are_said_to_be_down() {
            other.close();

            assertThat(ledger.peers())
                    .extracting(PeerStatus::name, PeerStatus::up)
                    .contains(tuple("other", false));
        }

        @Test
        void that_come_back_are_the_first_again_once_they_have_the_newest_block() {
            Invocation read = Invocation.of("party:Read", "x");
            assertThat(submit()).isInstanceOf(Outcome.Committed.class);
            own.onEvaluate(call -> {
                throw down();
            });
            assertThat(client.evaluate(read)).isEqualTo("read");

            own.onEvaluate(call -> heightOf(7));
            ledger.peers();
            assertThat(client.evaluate(read)).as("it lacks block 7").isEqualTo("read");

            own.onEvaluate(call -> heightOf(8));
            ledger.peers();
            own.onEvaluate(call -> "mine");
            assertThat(client.evaluate(read)).isEqualTo("mine");
        }
    }
}
