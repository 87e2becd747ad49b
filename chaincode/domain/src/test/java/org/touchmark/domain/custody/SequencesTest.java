package org.touchmark.domain.custody;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.touchmark.domain.fixture.DomainDesk;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.Sequences;
import org.touchmark.domain.fixture.World;

/** The sequences that are played on every ledger, here on the domain alone. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SequencesTest {
    @TestFactory
    Stream<DynamicTest> rules_hold_against_rivals_thieves_and_wrong_clocks() {
        DomainDesk desk = new DomainDesk(new MemoryLedger());
        return Sequences.at(World.found(desk), desk).stream()
                .map(sequence -> DynamicTest.dynamicTest(sequence.sentence(), sequence.play()::run));
    }
}
