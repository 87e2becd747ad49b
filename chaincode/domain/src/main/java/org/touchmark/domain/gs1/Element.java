package org.touchmark.domain.gs1;

/**
 * An Application Identifier with its value, as it stands in a code.
 *
 * @param ai the identifier
 * @param value its value, decoded
 * @param position the character of the code where the value starts, counted from 1
 */
public record Element(String ai, String value, int position) {}
