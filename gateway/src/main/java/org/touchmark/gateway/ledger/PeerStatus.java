package org.touchmark.gateway.ledger;

/**
 * What a peer said of itself just now.
 *
 * @param name the peer's name
 * @param organisation its organisation's MSP id
 * @param up whether it answered for the chain and for the contract
 * @param height its ledger height, or 0 if it did not answer
 * @param detail why it counts as down; empty if it is up
 */
public record PeerStatus(String name, String organisation, boolean up, long height, String detail) {}
