/** The HTTP service: routes, authentication, limits, and problem details on every error. */
@NullMarked
package org.touchmark.gateway.http;

import org.jspecify.annotations.NullMarked;
