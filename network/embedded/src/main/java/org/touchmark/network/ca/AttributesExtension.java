package org.touchmark.network.ca;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import java.util.Map;
import java.util.TreeMap;

/** What a certificate's extension says of its holder's attributes (lib/attrmgr). */
final class AttributesExtension {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AttributesExtension() {}

    /** The extension's content: an object "attrs" of strings by name, in order; empty if there are none. */
    static ByteString of(Map<String, String> attributes) {
        if (attributes.isEmpty()) {
            return ByteString.EMPTY;
        }
        try {
            return ByteString.copyFrom(JSON.writeValueAsBytes(Map.of("attrs", new TreeMap<>(attributes))));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("attributes that are no text", e);
        }
    }
}
