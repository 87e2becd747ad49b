/** Lists that people bring in files of text: rows and cells as they come out of spreadsheets and scanners, and nothing lost on the way. */
@NullMarked
package org.touchmark.domain.list;

import org.jspecify.annotations.NullMarked;
