/** Certificates and revocation lists as Fabric's identities have them: made and signed, without books. */
@NullMarked
package org.touchmark.network.certificates;

import org.jspecify.annotations.NullMarked;
