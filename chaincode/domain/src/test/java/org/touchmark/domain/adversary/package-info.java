/** An adversary: random histories of many parties against the ledger's functions, judged by a model that knows none of its rules. */
package org.touchmark.domain.adversary;
