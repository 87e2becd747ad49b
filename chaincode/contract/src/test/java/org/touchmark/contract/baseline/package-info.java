/** What the contract is measured against: one key and one transaction a serial, as public samples do it. */
@NullMarked
package org.touchmark.contract.baseline;

import org.jspecify.annotations.NullMarked;
