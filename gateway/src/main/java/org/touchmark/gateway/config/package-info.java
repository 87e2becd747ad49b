/** What the gateway is told: the connection file, its own state folder, the parties it acts for. */
@NullMarked
package org.touchmark.gateway.config;

import org.jspecify.annotations.NullMarked;
