/** Labels: the link of a unit, signed, and its QR code as a picture. */
@NullMarked
package org.touchmark.gateway.label;

import org.jspecify.annotations.NullMarked;
