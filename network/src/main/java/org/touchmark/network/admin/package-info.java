/** What an operator asks of peers as a client: to join a channel, to install, approve and commit a chaincode. */
@NullMarked
package org.touchmark.network.admin;

import org.jspecify.annotations.NullMarked;
