package org.touchmark.gateway.custody;

import java.time.Instant;
import java.util.Optional;
import org.touchmark.domain.gs1.Gln;

/**
 * What a custodian asks to hand over.
 *
 * @param to the receiver
 * @param goods what
 * @param deadline until when the receiver may accept; in 14 days if it is not said
 */
public record HandOffOrder(Gln to, GoodsOrder goods, Optional<Instant> deadline) {}
