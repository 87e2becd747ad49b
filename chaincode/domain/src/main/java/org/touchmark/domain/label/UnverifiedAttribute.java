package org.touchmark.domain.label;

/** An AI on a label that its signature does not cover, so that anyone may have put it there. */
public record UnverifiedAttribute(String ai, String value) {}
