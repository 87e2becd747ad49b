package org.touchmark.domain.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.domain.fixture.DomainDesk;
import org.touchmark.domain.fixture.MemoryLedger;
import org.touchmark.domain.fixture.PermissionMatrix;
import org.touchmark.domain.fixture.World;
import org.touchmark.domain.party.Action;
import org.touchmark.domain.party.Role;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PermissionMatrixTest {
    @Test
    void every_role_may_do_what_the_table_says_to_its_own_and_to_others_things_and_nothing_else() {
        List<PermissionMatrix.Cell> cells =
                new PermissionMatrix(World.found(new DomainDesk(new MemoryLedger()))).walk();

        assertThat(cells).hasSize(Action.values().length * Role.values().length * 2 - PermissionMatrix.NOT_TRIED);
        assertThat(cells).filteredOn(cell -> !cell.isAsTheTableSays()).isEmpty();
        assertThat(cells).filteredOn(cell -> cell.refusal().isEmpty()).hasSizeGreaterThan(80);
    }
}
