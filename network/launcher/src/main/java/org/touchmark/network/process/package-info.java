/** Programs that a network runs beside itself: started, watched, stopped, and never left behind. */
@NullMarked
package org.touchmark.network.process;

import org.jspecify.annotations.NullMarked;
