/** How goods are reported sold, stolen, recalled and so on, and how a report is taken back. */
@NullMarked
package org.touchmark.domain.report;

import org.jspecify.annotations.NullMarked;
