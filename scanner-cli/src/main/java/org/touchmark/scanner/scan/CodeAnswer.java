package org.touchmark.scanner.scan;

import org.touchmark.scanner.picture.FoundCode;

/**
 * One code of a picture and what came of it.
 *
 * @param code what it says and where it stands
 * @param outcome what came of it
 */
public record CodeAnswer(FoundCode code, Outcome outcome) {}
