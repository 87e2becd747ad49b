package org.touchmark.network.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import org.jspecify.annotations.Nullable;

/** One committed change of a key; {@code value} is null where the key was deleted. The time is the client's. */
public record KeyChange(String transactionId, @Nullable ByteString value, Timestamp timestamp) {}
