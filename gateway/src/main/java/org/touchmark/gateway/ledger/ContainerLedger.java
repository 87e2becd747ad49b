package org.touchmark.gateway.ledger;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.container.ContainerContents;
import org.touchmark.domain.container.ContainerReading;
import org.touchmark.domain.custody.Consignment;
import org.touchmark.domain.custody.ContainerRecord;
import org.touchmark.domain.custody.Obstacle;
import org.touchmark.domain.gs1.Gln;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.ledger.OperationId;

/**
 * Containers: the contract's functions with the domain's types, for one party. Each write throws
 * {@link OutcomeUnknownException} if it is not known in time whether it is on the ledger.
 *
 * @param client the party's way to the ledger
 */
public record ContainerLedger(LedgerClient client) {

    /**
     * What a move put in or took out.
     *
     * @param units how many loose units
     * @param containers how many containers
     */
    public record Moved(int units, int containers) {
        private static Moved of(JsonObject json) {
            return new Moved(
                    json.integer("units", 0, Consignment.MAX_UNITS),
                    json.integer("containers", 0, Consignment.MAX_UNITS));
        }
    }

    /**
     * Makes an empty open container.
     *
     * @param operation the operation's id
     * @param sscc begins with one of the party's prefixes
     * @param level 1 for what holds units, higher for what holds containers
     * @return the container
     */
    public ContainerRecord create(OperationId operation, Sscc sscc, int level) {
        return changed(write("container:Create", operation, sscc.digits(), Integer.toString(level)));
    }

    /**
     * Puts things into an open container.
     *
     * @param operation the operation's id
     * @param into the container
     * @param things what goes in
     * @param proofs transient entries {@code presence/DIGEST} for units that have them
     * @return how many
     */
    public Moved pack(OperationId operation, Sscc into, Consignment things, Map<String, byte[]> proofs) {
        return move("container:Pack", operation, List.of(into.digits(), Things.text(things)), proofs);
    }

    /**
     * Takes things out of an open container.
     *
     * @param operation the operation's id
     * @param from the container
     * @param things what comes out
     * @param proofs transient entries {@code presence/DIGEST} for units that have them
     * @return how many
     */
    public Moved unpack(OperationId operation, Sscc from, Consignment things, Map<String, byte[]> proofs) {
        return move("container:Unpack", operation, List.of(from.digits(), Things.text(things)), proofs);
    }

    /**
     * Moves things from one open container into another.
     *
     * @param operation the operation's id
     * @param from where they are
     * @param into where they go
     * @param things what moves
     * @param proofs transient entries {@code presence/DIGEST} for units that have them
     * @return how many
     */
    public Moved repack(OperationId operation, Sscc from, Sscc into, Consignment things, Map<String, byte[]> proofs) {
        return move("container:Repack", operation, List.of(from.digits(), into.digits(), Things.text(things)), proofs);
    }

    /**
     * Closes a container, so that it can travel.
     *
     * @param operation the operation's id
     * @param sscc the container
     * @return the container
     */
    public ContainerRecord seal(OperationId operation, Sscc sscc) {
        return changed(write("container:Seal", operation, sscc.digits()));
    }

    /**
     * Opens a sealed container.
     *
     * @param operation the operation's id
     * @param sscc the container
     * @return the container
     */
    public ContainerRecord unseal(OperationId operation, Sscc sscc) {
        return changed(write("container:Unseal", operation, sscc.digits()));
    }

    /**
     * A container and who has it.
     *
     * @param sscc the container
     * @return what the ledger knows of it
     * @throws org.touchmark.domain.error.RefusedException CONTAINER_UNKNOWN
     */
    public ContainerReading read(Sscc sscc) {
        return ContainerReading.fromJson(new Functions(client).read("container:Read", sscc.digits()));
    }

    /**
     * What is in a container, one slice of it.
     *
     * @param sscc the container
     * @param from 0, or what the slice before gave as its next page
     * @return units and containers directly inside
     * @throws org.touchmark.domain.error.RefusedException CONTAINER_UNKNOWN, ARGUMENT_INVALID
     */
    public ContainerContents contents(Sscc sscc, int from) {
        return ContainerContents.fromJson(
                new Functions(client).read("container:Contents", sscc.digits(), Integer.toString(from)));
    }

    /**
     * What of some things could not be moved, and why.
     *
     * @param by who would move them
     * @param from where they are; empty for the party's hands
     * @param into where they should go; empty for the party's hands
     * @param things which
     * @param proofs transient entries {@code presence/DIGEST} for units that have them
     * @return everything that the move would refuse, one after the other
     */
    public List<Obstacle> tryMove(
            Gln by, Optional<Sscc> from, Optional<Sscc> into, Consignment things, Map<String, byte[]> proofs) {
        List<String> arguments = List.of(
                by.digits(),
                from.map(Sscc::digits).orElse(""),
                into.map(Sscc::digits).orElse(""),
                Things.text(things));
        return Obstacle.listOf(new Functions(client).read(new Invocation("container:TryMove", arguments, proofs)));
    }

    private Moved move(String function, OperationId operation, List<String> arguments, Map<String, byte[]> proofs) {
        Invocation content = new Invocation(function, arguments, proofs);
        return Moved.of(new Functions(client).writeNow(content, operation.value()));
    }

    private JsonObject write(String function, OperationId operation, String... arguments) {
        return new Functions(client).writeNow(function, operation.value(), List.of(arguments));
    }

    private static ContainerRecord changed(JsonObject json) {
        return ContainerRecord.fromJson(json);
    }
}
