/** The answer to a scanned label: evidence from the ledger, the verdict, the page. */
@NullMarked
package org.touchmark.gateway.answer;

import org.jspecify.annotations.NullMarked;
