package org.touchmark.gateway.container;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.touchmark.domain.container.ContainerContents;
import org.touchmark.domain.container.ContainerReading;
import org.touchmark.domain.custody.ContainerRecord;
import org.touchmark.domain.gs1.Sscc;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.gateway.custody.Goods;
import org.touchmark.gateway.custody.GoodsOrder;
import org.touchmark.gateway.custody.NamedGoods;
import org.touchmark.gateway.custody.Noted;
import org.touchmark.gateway.ledger.ContainerLedger;
import org.touchmark.gateway.ledger.ContainerLedger.Moved;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.registration.PresenceProofs;

/**
 * What hosted parties do with containers. Every write takes the caller's name for the request, by which the request asked
 * again is done once, and throws what the ledger's rules refuse.
 */
public final class Containers {
    private final Goods goods;
    private final PresenceProofs proofs;

    /**
     * Containers of any goods.
     *
     * @param goods tells which things an order names
     * @param proofs that units are registered, which moves bring along
     */
    public Containers(Goods goods, PresenceProofs proofs) {
        this.goods = goods;
        this.proofs = proofs;
    }

    /**
     * Makes an empty open container.
     *
     * @param owner who holds the SSCC's prefix
     * @param sscc the container
     * @param level 1 for what holds units, higher for what holds containers
     * @param idempotencyKey the caller's name for the request
     * @return the container
     */
    public ContainerRecord create(Member owner, Sscc sscc, int level, Optional<String> idempotencyKey) {
        return ledger(owner).create(owner.operation("container:Create", idempotencyKey), sscc, level);
    }

    /**
     * Puts things into an open container.
     *
     * @param holder who holds both
     * @param into the container
     * @param things what goes in
     * @param idempotencyKey the caller's name for the request
     * @return how many
     */
    public Noted<Moved> pack(Member holder, Sscc into, GoodsOrder things, Optional<String> idempotencyKey) {
        NamedGoods named = goods.named(holder, things);
        Map<String, byte[]> evidence = proofs.inHandsOf(holder.gln(), named.goods());
        OperationId operation = holder.operation("container:Pack", idempotencyKey);
        return move(
                holder,
                named,
                evidence,
                new Way(Optional.empty(), Optional.of(into)),
                () -> ledger(holder).pack(operation, into, named.goods(), evidence));
    }

    /**
     * Takes things out of an open container.
     *
     * @param holder who holds it
     * @param from the container
     * @param things what comes out
     * @param idempotencyKey the caller's name for the request
     * @return how many
     */
    public Noted<Moved> unpack(Member holder, Sscc from, GoodsOrder things, Optional<String> idempotencyKey) {
        NamedGoods named = goods.named(holder, things);
        Map<String, byte[]> evidence = proofs.anywhere(named.goods());
        OperationId operation = holder.operation("container:Unpack", idempotencyKey);
        return move(
                holder,
                named,
                evidence,
                new Way(Optional.of(from), Optional.empty()),
                () -> ledger(holder).unpack(operation, from, named.goods(), evidence));
    }

    /**
     * Moves things from one open container into another.
     *
     * @param holder who holds both
     * @param from where they are
     * @param into where they go
     * @param things what moves
     * @param idempotencyKey the caller's name for the request
     * @return how many
     */
    public Noted<Moved> repack(
            Member holder, Sscc from, Sscc into, GoodsOrder things, Optional<String> idempotencyKey) {
        NamedGoods named = goods.named(holder, things);
        Map<String, byte[]> evidence = proofs.anywhere(named.goods());
        OperationId operation = holder.operation("container:Repack", idempotencyKey);
        return move(
                holder,
                named,
                evidence,
                new Way(Optional.of(from), Optional.of(into)),
                () -> ledger(holder).repack(operation, from, into, named.goods(), evidence));
    }

    /** Where things move; what is absent is their holder's hands. */
    private record Way(Optional<Sscc> from, Optional<Sscc> into) {}

    private static Noted<Moved> move(
            Member holder, NamedGoods named, Map<String, byte[]> evidence, Way way, Supplier<Moved> write) {
        Moved moved = named.naming(
                write, () -> ledger(holder).tryMove(holder.gln(), way.from(), way.into(), named.goods(), evidence));
        return new Noted<>(moved, named.notices());
    }

    /**
     * Closes a container, so that it can travel.
     *
     * @param holder who holds it
     * @param sscc the container
     * @param idempotencyKey the caller's name for the request
     * @return the container
     */
    public ContainerRecord seal(Member holder, Sscc sscc, Optional<String> idempotencyKey) {
        return ledger(holder).seal(holder.operation("container:Seal", idempotencyKey), sscc);
    }

    /**
     * Opens a sealed container.
     *
     * @param holder who holds it
     * @param sscc the container
     * @param idempotencyKey the caller's name for the request
     * @return the container
     */
    public ContainerRecord unseal(Member holder, Sscc sscc, Optional<String> idempotencyKey) {
        return ledger(holder).unseal(holder.operation("container:Unseal", idempotencyKey), sscc);
    }

    /**
     * A container and who has it.
     *
     * @param member who asks
     * @param sscc the container
     * @return what the ledger knows of it
     */
    public ContainerReading read(Member member, Sscc sscc) {
        return ledger(member).read(sscc);
    }

    /**
     * What is in a container, one slice of it.
     *
     * @param member who asks
     * @param sscc the container
     * @param from 0, or what the slice before gave as its next page
     * @return units and containers directly inside
     */
    public ContainerContents contents(Member member, Sscc sscc, int from) {
        return ledger(member).contents(sscc, from);
    }

    private static ContainerLedger ledger(Member member) {
        return new ContainerLedger(member.ledger());
    }
}
