/** The Fabric contracts: translate transactions to calls of the domain's rules. */
@NullMarked
package org.touchmark.contract;

import org.jspecify.annotations.NullMarked;
