/** What a brand, distributor or retailer does through its gateway: register, label, hand over, take over. */
@NullMarked
package org.touchmark.scanner.party;

import org.jspecify.annotations.NullMarked;
