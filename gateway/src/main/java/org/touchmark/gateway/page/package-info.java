/** Pages for people: written on the server, light, with nothing from elsewhere. */
@NullMarked
package org.touchmark.gateway.page;

import org.jspecify.annotations.NullMarked;
