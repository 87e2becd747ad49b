package org.touchmark.gateway.serials;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.gs1.CharacterSet82;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.gateway.serials.Duplicates.Duplicate;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SerialListTest {
    @TempDir
    private Path folder;

    private final Random random = new Random(20261124);

    private SerialNumber any(int maxLength) {
        StringBuilder serial = new StringBuilder();
        for (int i = 0; i <= random.nextInt(maxLength); i++) {
            serial.append(CharacterSet82.CHARACTERS.charAt(random.nextInt(82)));
        }
        return new SerialNumber(serial.toString());
    }

    private List<SerialNumber> different(int count) {
        Set<SerialNumber> serials = new LinkedHashSet<>();
        while (serials.size() < count) {
            serials.add(any(SerialNumber.MAX_LENGTH));
        }
        return List.copyOf(serials);
    }

    private SerialDraft draft(List<SerialNumber> serials) {
        SerialDraft draft = SerialDraft.in(folder.resolve("drafts"));
        int line = 1;
        for (SerialNumber serial : serials) {
            line++;
            draft.add(serial, line);
        }
        draft.finish();
        return draft;
    }

    @Nested
    class A_list {
        @Test
        void gives_back_what_it_was_given_from_any_position() {
            for (int count : new int[] {0, 1, 63, 64, 65, 4_000, 20_000}) {
                List<SerialNumber> serials = different(count);
                try (SerialDraft draft = draft(serials)) {
                    for (int from : new int[] {0, count / 3, Math.max(0, count - 1), count}) {
                        try (Stream<SerialNumber> read = draft.list().from(from)) {
                            assertThat(read).as("%d from %d", count, from).isEqualTo(serials.subList(from, count));
                        }
                    }
                }
            }
        }

        @Test
        void knows_where_each_serial_stands_and_which_it_has_not() {
            List<SerialNumber> serials = different(3_000);
            try (SerialDraft draft = draft(serials.subList(0, 2_000))) {
                for (int i = 0; i < 2_000; i += 7) {
                    assertThat(draft.list().position(serials.get(i))).hasValue(i);
                }
                for (int i = 2_000; i < 3_000; i += 7) {
                    assertThat(draft.list().position(serials.get(i))).isEmpty();
                }
            }
        }

        @Test
        void is_named_by_its_serials_in_their_order() {
            List<SerialNumber> serials = different(5_000);
            StringBuilder text = new StringBuilder();
            serials.forEach(serial -> text.append(serial).append('\n'));
            try (SerialDraft draft = draft(serials)) {
                assertThat(draft.hash()).isEqualTo(Sha256.of(text.toString().getBytes(StandardCharsets.US_ASCII)));
            }
        }
    }

    @Nested
    class A_draft {
        @Test
        void is_gone_when_it_is_closed() throws IOException {
            draft(different(10)).close();

            try (Stream<Path> left = Files.list(folder.resolve("drafts"))) {
                assertThat(left).isEmpty();
            }
        }

        @Test
        void stays_where_it_was_moved() throws IOException {
            List<SerialNumber> serials = different(100);
            Path kept = folder.resolve("kept").resolve("here");
            try (SerialDraft draft = draft(serials)) {
                draft.moveTo(kept);
            }

            try (Stream<SerialNumber> read = new SerialList(kept, 100).from(0)) {
                assertThat(read).isEqualTo(serials);
            }
        }

        @Test
        void remembers_the_lines_however_they_jump() {
            List<SerialNumber> serials = different(1_000);
            int[] lines = new int[1_000];
            try (SerialDraft draft = SerialDraft.in(folder.resolve("drafts"))) {
                int line = 1;
                for (int i = 0; i < lines.length; i++) {
                    line += i % 50 < 25 ? 1 : 1 + random.nextInt(3);
                    lines[i] = line;
                    draft.add(serials.get(i), line);
                }
                draft.finish();
                int[] positions = random.ints(60, 0, 1_000).sorted().distinct().toArray();

                assertThat(draft.lines(positions))
                        .isEqualTo(Arrays.stream(positions).map(i -> lines[i]).toArray());
            }
        }
    }

    @Nested
    class Duplicates_are_found {
        @Test
        void in_a_list_as_a_set_finds_them() {
            for (int round = 0; round < 20; round++) {
                List<SerialNumber> serials = new ArrayList<>();
                for (int i = 0; i < 2_000; i++) {
                    serials.add(any(2));
                }
                List<Duplicate> expected = new ArrayList<>();
                for (int i = 0; i < serials.size(); i++) {
                    int first = serials.indexOf(serials.get(i));
                    if (first < i) {
                        expected.add(new Duplicate(serials.get(i).value(), i, first));
                    }
                }
                try (SerialDraft draft = draft(serials)) {
                    Duplicates found = Duplicates.in(draft.list());

                    assertThat(found.total()).isEqualTo(expected.size());
                    assertThat(found.first()).isEqualTo(expected.subList(0, Duplicates.MAX_SHOWN));
                }
            }
        }

        @Test
        void between_lists_of_any_sizes_as_a_set_finds_them() {
            for (int[] sizes : new int[][] {{1, 1}, {5, 30_000}, {30_000, 5}, {20_000, 20_000}, {0, 10}, {10, 0}}) {
                List<SerialNumber> all = different(sizes[0] + sizes[1]);
                List<SerialNumber> list = new ArrayList<>(all.subList(0, sizes[0]));
                List<SerialNumber> earlier = new ArrayList<>(all.subList(sizes[0], all.size()));
                List<Duplicate> expected = new ArrayList<>();
                for (int i = 0; i < list.size() && !earlier.isEmpty(); i += 1 + list.size() / 20) {
                    int there = (i * 31) % earlier.size();
                    if (list.indexOf(earlier.get(there)) < 0) {
                        list.set(i, earlier.get(there));
                        expected.add(new Duplicate(earlier.get(there).value(), i, there));
                    }
                }
                try (SerialDraft mine = draft(list);
                        SerialDraft other = draft(earlier)) {
                    Duplicates found = Duplicates.between(mine.list(), other.list());

                    assertThat(found.first()).as("%s", Arrays.toString(sizes)).isEqualTo(expected);
                    assertThat(found.total()).isEqualTo(expected.size());
                }
            }
        }

        @Test
        void in_a_list_that_is_one_serial_over_and_over() {
            SerialNumber same = new SerialNumber("N/A");
            try (SerialDraft draft = draft(Collections.nCopies(50_000, same))) {
                Duplicates found = Duplicates.in(draft.list());

                assertThat(found.total()).isEqualTo(49_999);
                assertThat(found.first()).hasSize(Duplicates.MAX_SHOWN).allMatch(each -> each.earlier() == 0);
            }
        }
    }
}
