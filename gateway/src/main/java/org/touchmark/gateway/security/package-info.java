/** Who was refused what, and why: for whoever has to find out what an attacker tried. */
@NullMarked
package org.touchmark.gateway.security;

import org.jspecify.annotations.NullMarked;
