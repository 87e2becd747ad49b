/** What parties report of goods: sold, recalled, stolen and so on, each signed with the party's own key. */
@NullMarked
package org.touchmark.gateway.status;

import org.jspecify.annotations.NullMarked;
