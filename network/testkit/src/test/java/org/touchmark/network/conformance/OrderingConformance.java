package org.touchmark.network.conformance;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;

/**
 * The part of the suite in which orderers have a say: what they refuse and order, the blocks that come of it, and
 * changes of the configuration. It runs on each kind of ordering service.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
abstract class OrderingConformance {
    abstract TestedLedger ledger();

    @Nested
    class Submit extends SubmitConformance {
        @Override
        TestedLedger ledger() {
            return OrderingConformance.this.ledger();
        }
    }

    @Nested
    class Validation extends ValidationConformance {
        @Override
        TestedLedger ledger() {
            return OrderingConformance.this.ledger();
        }
    }

    @Nested
    class Refusals extends RefusalConformance {
        @Override
        TestedLedger ledger() {
            return OrderingConformance.this.ledger();
        }
    }

    @Nested
    class Blocks extends BlockConformance {
        @Override
        TestedLedger ledger() {
            return OrderingConformance.this.ledger();
        }
    }

    @Nested
    class Configuration extends ConfigurationConformance {
        @Override
        TestedLedger ledger() {
            return OrderingConformance.this.ledger();
        }
    }
}
