package org.touchmark.network.admin;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hyperledger.fabric.protos.common.Envelope;
import org.touchmark.network.config.ConfigProposal;
import org.touchmark.network.material.DurableFiles;
import org.touchmark.network.msp.SigningIdentity;

/** A proposed change as the file that goes from organisation to organisation; {@code peer channel} reads it too. */
public final class ProposalFile {
    private static final int MAX_FILE_BYTES = 16 << 20;

    private ProposalFile() {}

    /** Reads a proposal that somebody has sent. */
    public static ConfigProposal read(Path file) throws IOException {
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new IOException(
                    "%s: %d bytes, at most %d are read".formatted(file, Files.size(file), MAX_FILE_BYTES));
        }
        try {
            return ConfigProposal.parse(Envelope.parseFrom(Files.readAllBytes(file)));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new IOException(file + " is no proposed change of a channel: " + e.getMessage(), e);
        }
    }

    /** Writes a proposal, in an envelope of whoever has signed last. */
    public static void write(Path file, ConfigProposal proposal, SigningIdentity writer) throws IOException {
        DurableFiles.write(file, proposal.envelope(writer).toByteArray());
    }
}
