package org.touchmark.contract;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.hyperledger.fabric.protos.peer.Response;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.fixture.Desk;
import org.touchmark.domain.fixture.TestChannel;
import org.touchmark.domain.fixture.TestParty;

/** A desk behind the real shim: every call is a proposal on a peer's stream to a chaincode server. */
final class PeerDesk implements Desk {
    private static final int OK = 200;

    private final TestPeer peer;
    private int operations;

    PeerDesk(TestPeer peer) {
        this.peer = peer;
    }

    @Override
    public String submit(
            TestParty party, String function, SortedMap<String, byte[]> transientData, String... arguments) {
        List<String> all = new ArrayList<>(List.of(function, "operation%08d".formatted(++operations)));
        all.addAll(Arrays.asList(arguments));
        return text(peer.submit(TestPeer.Invocation.of(TestPeer.creator(party), all.toArray(String[]::new))
                .with(transientData)));
    }

    @Override
    public String evaluate(String function, String... arguments) {
        List<String> all = new ArrayList<>(List.of(function));
        all.addAll(Arrays.asList(arguments));
        return text(peer.evaluate(TestPeer.Invocation.of(ByteString.EMPTY, all.toArray(String[]::new))));
    }

    @Override
    public Instant now() {
        return Instant.ofEpochMilli(Instant.now().toEpochMilli());
    }

    @Override
    public String channel() {
        return TestChannel.NAME;
    }

    private static String text(Response response) {
        if (response.getStatus() != OK) {
            throw RefusedException.parse(response.getMessage())
                    .orElseThrow(() -> new AssertionError("no refusal: " + response.getMessage()));
        }
        return response.getPayload().toStringUtf8();
    }
}
