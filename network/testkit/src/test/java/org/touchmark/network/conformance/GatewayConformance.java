package org.touchmark.network.conformance;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;

/**
 * What a client of the Gateway SDK may expect of a network, whichever ledger it runs. A class for each ledger extends
 * this one and says how to get at it; all concerns then run on one network.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
abstract class GatewayConformance extends OrderingConformance {
    @Nested
    class Evaluate extends EvaluateConformance {
        @Override
        TestedLedger ledger() {
            return GatewayConformance.this.ledger();
        }
    }

    @Nested
    class Endorse extends EndorseConformance {
        @Override
        TestedLedger ledger() {
            return GatewayConformance.this.ledger();
        }
    }

    @Nested
    class Events extends EventConformance {
        @Override
        TestedLedger ledger() {
            return GatewayConformance.this.ledger();
        }
    }

    @Nested
    class System_chaincodes extends SystemConformance {
        @Override
        TestedLedger ledger() {
            return GatewayConformance.this.ledger();
        }
    }

    @Nested
    class Differences extends DifferenceConformance {
        @Override
        TestedLedger ledger() {
            return GatewayConformance.this.ledger();
        }
    }
}
