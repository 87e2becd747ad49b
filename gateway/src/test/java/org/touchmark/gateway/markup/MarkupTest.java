package org.touchmark.gateway.markup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MarkupTest {
    @Test
    void texts_and_values_are_escaped() {
        String html =
                Markup.html().element("p", "<b>&\"'", "title", "\"><script>").toString();

        assertThat(html).contains("<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&amp;&quot;&#39;</p>");
    }

    @Test
    void control_characters_and_signs_that_turn_text_are_replaced() {
        assertThat(Markup.html().element("p", "a\u0000b\u202Ec\u2066d\u007f").toString())
                .contains("a\uFFFDb\uFFFDc\uFFFDd\uFFFD");
    }

    @Test
    void an_element_left_open_is_found() {
        assertThatThrownBy(() -> Markup.html().open("p").toString()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Markup.html().open("p").open("b").close("p"))
                .isInstanceOf(IllegalStateException.class);
    }
}
