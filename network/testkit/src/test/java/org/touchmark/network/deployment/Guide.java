package org.touchmark.network.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of documentation whose blocks can be run: what follows the language on a fence says where, and what it is. A
 * reader does not see that, so the first line of a block has to say the same.
 */
record Guide(List<Block> blocks) {
    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w+) (\\S+) (\\S+)\n(.*?)^```$");

    /**
     * A block of the page.
     *
     * @param language {@code sh}, or {@code yaml} for a file
     * @param host the folder that it belongs to
     * @param name of the step, unique on its host, or of the file
     */
    record Block(String language, String host, String name, String text) {
        private String heading() {
            return language.equals("sh") ? "# on " + host + "\n" : "# " + name + ", on " + host + "\n";
        }
    }

    static Guide read(Path page) throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher fence = FENCE.matcher(Files.readString(page));
        while (fence.find()) {
            Block block = new Block(fence.group(1), fence.group(2), fence.group(3), fence.group(4));
            if (!block.text().startsWith(block.heading())) {
                throw new IllegalArgumentException(
                        page + ": a block of " + block.host() + " must begin with " + block.heading());
            }
            blocks.add(block);
        }
        return new Guide(List.copyOf(blocks));
    }

    Block block(String host, String name) {
        return blocks.stream()
                .filter(block -> block.host().equals(host) && block.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the page has no block " + host + " " + name));
    }
}
