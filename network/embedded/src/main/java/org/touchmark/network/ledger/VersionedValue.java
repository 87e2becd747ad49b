package org.touchmark.network.ledger;

import com.google.protobuf.ByteString;
import org.touchmark.network.validation.Version;

/** A value of the state with the place where it was written. */
public record VersionedValue(ByteString value, Version version) {}
