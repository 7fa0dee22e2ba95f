package dev.nodecast.scheduler.manifest.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSyntaxTest {

    @ParameterizedTest
    @ValueSource(strings = {"app", "karpenter.sh/capacity-type", "a", "A_b.c-d", "nvidia.com/gpu", "0"})
    void goodKeys(String key) {
        assertThat(LabelSyntax.isKey(key)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "a/", "a/b/c", "-a", "a-", "UPPER.example/a", "a b", "가", "exa_mple.com/a"})
    void badKeys(String key) {
        assertThat(LabelSyntax.isKey(key)).isFalse();
    }

    @Test
    void namesEndAt63AndPrefixesAt253Characters() {
        assertThat(LabelSyntax.isKey("a".repeat(63))).isTrue();
        assertThat(LabelSyntax.isKey("a".repeat(64))).isFalse();
        assertThat(LabelSyntax.isKey("a".repeat(253) + "/b")).isTrue();
        assertThat(LabelSyntax.isKey("a".repeat(254) + "/b")).isFalse();
        assertThat(LabelSyntax.isValue("a".repeat(64))).isFalse();
    }

    @Test
    void aValueMayBeEmptyButHasNoColon() {
        assertThat(LabelSyntax.isValue("")).isTrue();
        assertThat(LabelSyntax.isValue("gpu-worker")).isTrue();
        assertThat(LabelSyntax.isValue("queue:pro")).isFalse();
    }
}
