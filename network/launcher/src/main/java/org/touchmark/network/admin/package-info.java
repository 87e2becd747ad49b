/**
 * What an organisation's administrator does as a client, from a machine of his own: join a channel, install, approve and
 * commit a chaincode, propose, sign and submit changes of a channel.
 */
@NullMarked
package org.touchmark.network.admin;

import org.jspecify.annotations.NullMarked;
