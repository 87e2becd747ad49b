package org.touchmark.scanner.demo;

import java.io.IOException;
import java.util.Optional;
import org.touchmark.domain.custody.HandOffId;
import org.touchmark.scanner.demo.Cast.Player;
import org.touchmark.scanner.party.BatchKey;
import org.touchmark.scanner.party.Goods;
import org.touchmark.scanner.party.HandOffReceipt;
import org.touchmark.scanner.party.Offer;
import org.touchmark.scanner.party.PartyApi;

/** Hands the batch on, each step once. */
final class HandOffs {

    private static final String ACCEPTED = "ACCEPTED";

    private final Teller teller;
    private final Memory memory;

    HandOffs(Teller teller, Memory memory) {
        this.teller = teller;
        this.memory = memory;
    }

    /** A party and its access to the gateway. */
    record Side(Player player, PartyApi api) {}

    void handOver(String step, Side from, Side to, BatchKey batch, Goods.Units units) throws IOException {
        String name = "%s hands over to %s"
                .formatted(from.player().name(), to.player().name());
        Optional<HandOffId> known = memory.handOff(step);
        HandOffId id;
        if (known.isPresent()) {
            id = known.get();
        } else {
            Offer offer = new Offer(to.player().gln(), Goods.of(batch, units), null);
            id = new HandOffId(
                    from.api().offer(offer, memory.operation("offer-" + step)).id());
            memory.keepHandOff(step, id);
        }
        HandOffReceipt receipt = to.api().handOff(id);
        if (receipt.state().equals(ACCEPTED)) {
            teller.say(name + ": signed by both already");
            return;
        }
        receipt = to.api().accept(id, memory.operation("accept-" + step));
        teller.say("%s: %,d watches, offered and accepted"
                .formatted(name, receipt.offered().units()));
    }
}
