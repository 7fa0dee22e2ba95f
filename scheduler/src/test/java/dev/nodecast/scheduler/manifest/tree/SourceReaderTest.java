package dev.nodecast.scheduler.manifest.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceReaderTest {

    private final Diagnostics diagnostics = new Diagnostics();
    private final SourceReader reader = new SourceReader(Limits.DEFAULT, diagnostics);

    @TempDir
    Path folder;

    @Test
    void aFolderStandsForItsManifestsInOrderAtAnyDepth() throws IOException {
        Files.createDirectories(folder.resolve("b/deep"));
        for (String name : new String[] {"c.yml", "a.yaml", "b/deep/x.json", "b/notes.txt", "z.tf"}) {
            Files.writeString(folder.resolve(name), "a: 1");
        }

        assertThat(reader.filesOf(folder))
                .extracting(file -> folder.relativize(file).toString().replace('\\', '/'))
                .containsExactly("a.yaml", "b/deep/x.json", "c.yml");
    }

    @Test
    void aMissingFileAndAnEmptyFolderAreErrors() throws IOException {
        Files.createDirectory(folder.resolve("empty"));

        assertThat(reader.file(folder.resolve("gone.yaml"))).isEmpty();
        assertThat(reader.filesOf(folder.resolve("empty"))).isEmpty();

        assertThat(diagnostics.list()).extracting(Diagnostic::ruleId).containsExactly("NC0100", "NC0101");
    }

    @Test
    void aByteOrderMarkIsDropped() {
        byte[] bytes = "\uFEFFa: 1".getBytes(StandardCharsets.UTF_8);

        assertThat(reader.decode("f", bytes).orElseThrow().text()).isEqualTo("a: 1");
    }

    @Test
    void bytesThatAreNoTextAreRefusedWithTheirPlace() {
        assertThat(reader.decode("nul", "a: 1\nb: x\0y".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(reader.decode("latin1", new byte[] {'a', ':', ' ', (byte) 0xE9, '\n'}))
                .isEmpty();
        assertThat(reader.decode("utf16", new byte[] {(byte) 0xFF, (byte) 0xFE, 'a', 0}))
                .isEmpty();

        assertThat(diagnostics.list())
                .extracting(d -> d.ruleId() + " " + d.mark())
                .containsExactly("NC0104 nul:2:5", "NC0104 latin1:1:4", "NC0104 utf16");
    }

    @Test
    void aFileBeyondTheLimitIsRefused() {
        SourceReader strict = new SourceReader(new Limits(10, 100, 100), diagnostics);

        assertThat(strict.stream("big", new ByteArrayInputStream(new byte[11]))).isEmpty();
        assertThat(diagnostics.list()).extracting(Diagnostic::ruleId).containsExactly("NC0105");
    }
}
