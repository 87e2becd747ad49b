package org.touchmark.scanner.party;

/**
 * A unit of a batch and what its label says.
 *
 * @param serial the unit's serial
 * @param link the text of the label's code
 */
public record LabelledUnit(String serial, String link) {}
