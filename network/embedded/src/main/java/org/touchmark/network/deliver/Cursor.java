package org.touchmark.network.deliver;

import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Status;
import org.hyperledger.fabric.protos.orderer.SeekInfo;
import org.hyperledger.fabric.protos.orderer.SeekInfo.SeekBehavior;
import org.hyperledger.fabric.protos.orderer.SeekInfo.SeekContentType;
import org.hyperledger.fabric.protos.orderer.SeekPosition;
import org.touchmark.network.block.Blocks;

/** Where a request stands between its first and its last block (common/deliver/deliver.go, fileledger/impl.go). */
final class Cursor {
    private final SeekInfo seek;
    private final long stop;
    private long next;

    private Cursor(SeekInfo seek, long start, long stop) {
        this.seek = seek;
        this.next = start;
        this.stop = stop;
    }

    /**
     * Works out the positions at a height.
     *
     * @throws RefusedException NOT_FOUND for a start above the height, BAD_REQUEST for a stop below the start
     */
    static Cursor at(SeekInfo seek, long height) throws RefusedException {
        long start = start(seek.getStart(), height);
        return new Cursor(seek, start, stop(seek, start, height));
    }

    private static long start(SeekPosition position, long height) throws RefusedException {
        return switch (position.getTypeCase()) {
            case OLDEST -> 0;
            case NEWEST -> height - 1;
            case NEXT_COMMIT -> height;
            case SPECIFIED -> {
                long number = position.getSpecified().getNumber();
                if (Long.compareUnsigned(number, height) > 0) {
                    throw new RefusedException(
                            Status.NOT_FOUND,
                            "block " + Long.toUnsignedString(number) + " is above the height " + height);
                }
                yield number;
            }
            case TYPE_NOT_SET -> throw new RefusedException(Status.NOT_FOUND, "the start names no position");
        };
    }

    /** A stop at "next commit" or at nothing is 0 in Fabric: only a stream from block 0 ever meets it. */
    private static long stop(SeekInfo seek, long start, long height) throws RefusedException {
        return switch (seek.getStop().getTypeCase()) {
            case OLDEST -> start;
            case NEWEST -> seek.getStart().equals(seek.getStop()) ? start : height - 1;
            case SPECIFIED -> {
                long number = seek.getStop().getSpecified().getNumber();
                if (Long.compareUnsigned(number, start) < 0) {
                    throw new RefusedException(
                            Status.BAD_REQUEST,
                            "start number " + start + " greater than stop number " + Long.toUnsignedString(number));
                }
                yield number;
            }
            case NEXT_COMMIT, TYPE_NOT_SET -> 0;
        };
    }

    /** The number of the block to send next. */
    long next() {
        return next;
    }

    /**
     * Refuses to wait where the request says so.
     *
     * @throws RefusedException NOT_FOUND if the next block is not there and the request is not to wait for it
     */
    void requireReady(long height) throws RefusedException {
        if (seek.getBehavior() == SeekBehavior.FAIL_IF_NOT_READY && next > height - 1) {
            throw new RefusedException(Status.NOT_FOUND, "block " + next + " is not there, the height is " + height);
        }
    }

    /** The block as the request wants it: whole, or without its data unless it is a configuration. */
    Block form(Block block) {
        if (seek.getContentType() == SeekContentType.HEADER_WITH_SIG && !Blocks.isConfig(block)) {
            return block.toBuilder().clearData().build();
        }
        return block;
    }

    /** Moves behind a block that was sent; false if it was the last. */
    boolean advance() {
        boolean more = next != stop;
        next++;
        return more;
    }
}
