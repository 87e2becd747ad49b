package org.touchmark.domain.batch;

import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.Sha256;

/**
 * What {@code batch:SealChunk} answers.
 *
 * @param chunk its number, from 0
 * @param chunks how many the batch has
 * @param units the units of its pages
 * @param root the root over its pages
 */
public record ChunkSealed(int chunk, int chunks, long units, Bytes root) {

    public static ChunkSealed fromJson(JsonObject json) {
        json.requireOnly("chunk", "chunks", "units", "root");
        return new ChunkSealed(
                json.integer("chunk", 0, PageLayout.MAX_PAGES),
                json.integer("chunks", 1, PageLayout.MAX_PAGES),
                json.number("units"),
                json.hex("root", Sha256.LENGTH));
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("chunk", chunk)
                .put("chunks", chunks)
                .put("units", units)
                .putHex("root", root)
                .build();
    }
}
