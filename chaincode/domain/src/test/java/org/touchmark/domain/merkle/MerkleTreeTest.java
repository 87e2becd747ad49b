package org.touchmark.domain.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.CanonicalJson;
import org.touchmark.domain.codec.JsonObject;
import org.touchmark.domain.codec.Sha256;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class MerkleTreeTest {
    /** The eight leaves and roots that Certificate Transparency's implementations share as test data. */
    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Nested
    class Root {
        @Test
        void agrees_with_certificate_transparency() {
            for (int size = 1; size <= LEAVES.size(); size++) {
                assertThat(MerkleTree.of(published(size)).root()).hasToString(ROOTS.get(size - 1));
            }
        }

        @Test
        void agrees_with_the_recursive_definition_for_every_size() {
            for (int size = 1; size <= 70; size++) {
                List<byte[]> leaves = leaves(size, size);

                assertThat(MerkleTree.of(leaves).root()).isEqualTo(Bytes.of(recursive(leaves)));
            }
        }

        @Test
        void of_nothing_is_refused() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> MerkleTree.of(List.of()))
                    .withMessage("Merkle tree: has no leaves, should have at least one");
        }

        @Test
        void takes_leaves_from_the_middle_of_an_array_and_more_than_expected() {
            byte[] all = new byte[300];
            new Random(3).nextBytes(all);
            MerkleTree.Builder builder = MerkleTree.builder(1);
            List<byte[]> leaves = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                builder.add(all, i * 3, 3);
                leaves.add(Bytes.of(all, i * 3, 3).toArray());
            }

            assertThat(builder.build().root()).isEqualTo(MerkleTree.of(leaves).root());
        }
    }

    @Nested
    class A_tree_over_roots {
        @Test
        void has_them_for_nodes_and_so_is_the_top_of_the_tree_over_all_leaves() {
            List<byte[]> leaves = leaves(11, 4);
            List<Bytes> roots = Stream.of(leaves.subList(0, 4), leaves.subList(4, 8), leaves.subList(8, 11))
                    .map(run -> MerkleTree.of(run).root())
                    .toList();
            MerkleTree top = MerkleTree.ofHashes(roots);

            assertThat(top.size()).isEqualTo(3);
            assertThat(top.root()).isEqualTo(MerkleTree.of(leaves).root());
            assertThat(top.proof(0).path()).startsWith(roots.get(1));
        }
    }

    @Nested
    class A_root_without_its_tree {
        @Test
        void is_the_trees_for_every_size_and_from_one_builder() {
            MerkleTree.Builder builder = MerkleTree.builder(1);
            for (int size = 1; size <= 70; size++) {
                List<byte[]> leaves = leaves(size, size);
                leaves.forEach(builder::add);

                assertThat(builder.root()).isEqualTo(MerkleTree.of(leaves).root());
            }
        }

        @Test
        void of_nothing_is_refused() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> MerkleTree.builder(1).root())
                    .withMessage("Merkle tree: has no leaves, should have at least one");
        }

        @Test
        void takes_leaves_longer_than_two_hashes() {
            byte[] leaf = new byte[200];
            MerkleTree.Builder builder = MerkleTree.builder(1).add(leaf);

            assertThat(builder.root()).isEqualTo(Sha256.of(new byte[] {0}, leaf));
        }

        @ParameterizedTest
        @ValueSource(ints = {63, 64, 65, 66})
        void takes_leaves_about_as_long_as_two_hashes(int length) {
            byte[] leaf = new byte[length];
            new Random(length).nextBytes(leaf);

            assertThat(MerkleTree.builder(1).add(leaf).root()).isEqualTo(Sha256.of(new byte[] {0}, leaf));
        }
    }

    @Nested
    class Proof {
        @Test
        void of_every_leaf_of_every_size_leads_to_the_root() {
            for (int size = 1; size <= 40; size++) {
                List<byte[]> leaves = leaves(size, size);
                MerkleTree tree = MerkleTree.of(leaves);
                for (int i = 0; i < size; i++) {
                    InclusionProof proof = tree.proof(i);

                    assertThat(proof.verifies(leaves.get(i), tree.root())).isTrue();
                    assertThat(InclusionProof.fromJson(CanonicalJson.parse(CanonicalJson.write(proof.toJson()))))
                            .isEqualTo(proof);
                }
            }
        }

        @Test
        void fails_for_another_leaf_index_size_or_path_length() {
            for (int size = 2; size <= 20; size++) {
                List<byte[]> leaves = leaves(size, 99);
                MerkleTree tree = MerkleTree.of(leaves);
                for (int i = 0; i < size; i++) {
                    InclusionProof proof = tree.proof(i);
                    byte[] leaf = leaves.get(i);
                    assertThat(proof.verifies(leaves.get((i + 1) % size), tree.root()))
                            .isFalse();
                    for (int other = 0; other < size; other++) {
                        InclusionProof moved = new InclusionProof(other, size, proof.path());
                        assertThat(moved.verifies(leaf, tree.root())).isEqualTo(other == i);
                    }
                    List<Bytes> path = new ArrayList<>(proof.path());
                    path.add(tree.root());
                    assertThat(new InclusionProof(i, size, path).verifies(leaf, tree.root()))
                            .isFalse();
                    InclusionProof cut = new InclusionProof(i, size, path.subList(0, path.size() - 2));
                    assertThat(cut.verifies(leaf, tree.root())).isFalse();
                }
            }
        }

        @Test
        void fails_for_every_flipped_bit_of_leaf_path_and_root() {
            List<byte[]> leaves = leaves(11, 5);
            MerkleTree tree = MerkleTree.of(leaves);
            InclusionProof proof = tree.proof(6);
            byte[] leaf = leaves.get(6);
            for (int bit = 0; bit < leaf.length * 8; bit++) {
                assertThat(proof.verifies(flipped(leaf, bit), tree.root())).isFalse();
            }
            for (int bit = 0; bit < 256; bit++) {
                Bytes root = Bytes.of(flipped(tree.root().toArray(), bit));
                assertThat(proof.verifies(leaf, root)).isFalse();
                for (int i = 0; i < proof.path().size(); i++) {
                    List<Bytes> path = new ArrayList<>(proof.path());
                    path.set(i, Bytes.of(flipped(path.get(i).toArray(), bit)));
                    assertThat(new InclusionProof(6, 11, path).verifies(leaf, tree.root()))
                            .isFalse();
                }
            }
        }

        @Test
        void an_inner_node_does_not_pass_for_a_leaf() {
            List<byte[]> leaves = leaves(2, 8);
            MerkleTree two = MerkleTree.of(leaves);
            byte[] children = new byte[64];
            for (int i = 0; i < 2; i++) {
                byte[] hash = MerkleTree.of(List.of(leaves.get(i))).root().toArray();
                System.arraycopy(hash, 0, children, i * 32, 32);
            }

            assertThat(new InclusionProof(0, 1, List.of()).verifies(children, two.root()))
                    .isFalse();
        }

        @Test
        void with_impossible_numbers_is_refused() {
            Bytes hash = Bytes.of(new byte[32]);
            assertRefused(() -> new InclusionProof(0, 0, List.of()), "size is 0");
            assertRefused(() -> new InclusionProof(3, 3, List.of()), "index is 3, should be 0 to 2");
            assertRefused(() -> new InclusionProof(-1, 3, List.of()), "index is -1");
            assertRefused(() -> new InclusionProof(0, Long.MAX_VALUE, List.of()), "size is");
            assertRefused(() -> new InclusionProof(0, 2, List.of(Bytes.of(new byte[31]))), "not 32 bytes");
            assertRefused(() -> new InclusionProof(0, 2, Collections.nCopies(41, hash)), "41");
        }

        @Test
        void reads_back_with_40_hashes_and_no_more() {
            Bytes hash = Bytes.of(new byte[32]);
            InclusionProof longest =
                    new InclusionProof(0, InclusionProof.MAX_SIZE, Collections.nCopies(InclusionProof.MAX_PATH, hash));
            JsonObject longer = JsonObject.builder()
                    .put("index", 0)
                    .put("size", InclusionProof.MAX_SIZE)
                    .putTexts("path", Collections.nCopies(InclusionProof.MAX_PATH + 1, hash.hex()))
                    .build();

            assertThat(InclusionProof.fromJson(longest.toJson())).isEqualTo(longest);
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> InclusionProof.fromJson(longer))
                    .withMessage("field path: has 41 hashes, at most 40 are allowed")
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ARGUMENT_INVALID));
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 3, 4})
        void is_not_made_for_a_leaf_that_the_tree_does_not_have(int index) {
            MerkleTree tree = MerkleTree.of(leaves(3, 3));

            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> tree.proof(index))
                    .withMessage("leaf " + index + ": the tree has leaves 0 to 2");
        }
    }

    private static void assertRefused(Runnable action, String part) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(action::run)
                .withMessageStartingWith("inclusion proof: ")
                .withMessageContaining(part);
    }

    private static List<byte[]> published(int size) {
        return LEAVES.subList(0, size).stream().map(HexFormat.of()::parseHex).toList();
    }

    private static List<byte[]> leaves(int size, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, size)
                .mapToObj(i -> {
                    byte[] leaf = new byte[20];
                    random.nextBytes(leaf);
                    return leaf;
                })
                .toList();
    }

    /** RFC 9162 section 2.1.1, word for word. */
    private static byte[] recursive(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return Sha256.of(new byte[] {0}, leaves.get(0)).toArray();
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        return Sha256.of(
                        new byte[] {1},
                        recursive(leaves.subList(0, split)),
                        recursive(leaves.subList(split, leaves.size())))
                .toArray();
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] copy = bytes.clone();
        copy[bit / 8] ^= (byte) (1 << (bit % 8));
        return copy;
    }
}
