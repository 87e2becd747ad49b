/** The parties that this gateway acts for, each with its keys. */
@NullMarked
package org.touchmark.gateway.member;

import org.jspecify.annotations.NullMarked;
