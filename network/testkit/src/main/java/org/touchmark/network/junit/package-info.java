/** A network for tests: started on free ports, faults injected, stopped in every case. */
@NullMarked
package org.touchmark.network.junit;

import org.jspecify.annotations.NullMarked;
