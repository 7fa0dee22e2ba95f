package dev.nodecast.scenarios.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nodecast.scheduler.control.Settings;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.recording.Answer;
import dev.nodecast.scheduler.recording.Cause;
import dev.nodecast.scheduler.recording.Entry;
import dev.nodecast.scheduler.recording.LoopConfiguration;
import dev.nodecast.scheduler.recording.Question;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journals on a disk: in several files, cut off, with something missing. */
class JournalFilesTest {

    private static final JournalOptions SMALL_FILES = JournalOptions.simulated().withMaxFile(1, Duration.ofDays(1));
    private static final Entry BEGAN =
            new Entry.Began(Instant.EPOCH, new LoopConfiguration.Karpenter(Settings.defaults()));

    @TempDir
    Path folder;

    private static Entry turn(long atNs) {
        return new Entry.TurnBegan(atNs, new Cause.ConditionsAsked());
    }

    private static List<Entry> turns(int count) {
        return Stream.concat(Stream.of(BEGAN), IntStream.range(0, count).mapToObj(JournalFilesTest::turn))
                .toList();
    }

    private void write(String session, JournalOptions options, List<Entry> entries) throws IOException {
        try (JournalWriter writer = JournalWriter.open(folder, session, "test", options)) {
            entries.forEach(writer::take);
        }
    }

    private List<Entry> read() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (SessionEntries session = JournalReader.sessions(folder).getFirst().entries()) {
            session.forEachRemaining(entries::add);
        }
        return entries;
    }

    private List<Path> files() throws IOException {
        return JournalReader.sessions(folder).getFirst().files();
    }

    @Test
    void whatIsWrittenIsReadInOrder() throws IOException {
        write("s", JournalOptions.simulated(), turns(10_000));
        assertThat(read()).isEqualTo(turns(10_000));
        assertThat(files()).hasSize(1);
    }

    @Test
    void fullFilesAreFollowedByOthersAndReadAsOne() throws IOException {
        write("s", SMALL_FILES, turns(5));
        assertThat(files()).hasSize(7);
        assertThat(read()).isEqualTo(turns(5));
    }

    @Test
    void theOldestFilesAreDeletedBeyondWhatIsKept() throws IOException {
        write("s", SMALL_FILES.withKeepBytes(1), turns(5));
        assertThat(files()).hasSize(1);
        assertThat(JournalReader.sessions(folder).getFirst().fromTheBeginning()).isFalse();
        assertThatThrownBy(() -> SessionReplay.of(JournalReader.sessions(folder).getFirst()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected them from the first");
    }

    @Test
    void aSessionIsNotWrittenOver() throws IOException {
        write("s", JournalOptions.simulated(), turns(1));
        assertThatThrownBy(() -> write("s", JournalOptions.simulated(), turns(1)))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("name another folder");
    }

    @Test
    void sessionsInOneFolderAreKeptApart() throws IOException {
        write("a", JournalOptions.simulated(), turns(1));
        write("b", JournalOptions.simulated(), turns(2));
        assertThat(JournalReader.sessions(folder))
                .extracting(RecordedSession::name)
                .containsExactly("a", "b");
    }

    /** Whoever is killed leaves a file without its end: at any byte of it what came before is read, and the cut is said. */
    @Test
    void aFileThatIsCutOffAnywhereIsReadUpToThere() throws IOException {
        List<Entry> all = turns(50);
        write("s", JournalOptions.simulated(), all);
        Path file = files().getFirst();
        byte[] whole = Files.readAllBytes(file);
        int headBytes = headBytes();
        for (int size = whole.length - 1; size > headBytes; size -= 13) {
            Files.write(file, Arrays.copyOf(whole, size));
            List<Entry> left = read();
            assertThat(left.getLast()).as("cut at %d", size).isInstanceOf(Entry.CutOff.class);
            assertThat(left.subList(0, left.size() - 1)).isEqualTo(all.subList(0, left.size() - 1));
        }
    }

    /** The first line is flushed by itself, as the file's beginning. */
    private int headBytes() throws IOException {
        Path other = folder.resolve("other");
        JournalWriter writer = JournalWriter.open(other, "s", "test", JournalOptions.simulated());
        int bytes = (int) Files.size(new JournalFolder(other).file("s", 1));
        writer.close();
        return bytes;
    }

    @Test
    void whatIsFlushedIsThereAlthoughNobodyClosedTheFile() throws IOException, InterruptedException {
        JournalWriter writer = JournalWriter.open(folder, "s", "test", JournalOptions.live());
        turns(3).forEach(writer::take);
        List<Entry> seen = List.of();
        for (int i = 0; i < 100 && seen.size() < 4; i++) {
            Thread.sleep(100);
            seen = read().stream().filter(e -> !(e instanceof Entry.CutOff)).toList();
        }
        assertThat(seen).isEqualTo(turns(3));
        writer.close();
    }

    @Test
    void aMissingFileInBetweenIsAGap() throws IOException {
        write("s", SMALL_FILES, turns(5));
        Files.delete(files().get(2));
        assertThat(read()).containsExactly(BEGAN, turn(0), new Entry.Lost(1), turn(2), turn(3), turn(4));
    }

    /** Killed right after a new file was begun, of which nothing reached the disk. */
    @Test
    void anEmptyLastFileIsACutAndNoMore() throws IOException {
        write("s", SMALL_FILES, turns(3));
        Path last = files().getLast();
        Files.write(last, new byte[0]);
        assertThat(read()).satisfies(left -> {
            assertThat(left.subList(0, left.size() - 1)).isEqualTo(turns(3));
            assertThat(left.getLast())
                    .isInstanceOfSatisfying(
                            Entry.CutOff.class, cut -> assertThat(cut.why()).contains("it was cut off at once"));
        });
    }

    @Test
    void aLineThatIsNoEntryIsNamedByFileAndLine() throws IOException {
        write("s", JournalOptions.simulated(), turns(3));
        Path file = files().getFirst();
        rewrite(file, text -> text.replace("\"atNs\":1,", "\"atNs\":one,"));
        assertThatThrownBy(this::read).hasMessageContaining(file + ":4: found no entry");
    }

    @Test
    void aJournalOfAnotherVersionIsRefused() throws IOException {
        write("s", JournalOptions.simulated(), turns(3));
        rewrite(files().getFirst(), text -> text.replace("\"nodecastJournal\":1", "\"nodecastJournal\":2"));
        assertThatThrownBy(this::read)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a journal of version 2, expected version 1");
    }

    @Test
    void whatIsNoJournalIsRefused() throws IOException {
        Files.writeString(folder.resolve("s.00001.jsonl.gz"), "no gzip");
        assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessageContaining("found no gzip");
        Files.delete(folder.resolve("s.00001.jsonl.gz"));
        assertThatThrownBy(() -> JournalReader.sessions(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("found no journal there");
    }

    @Test
    void listsOfInstanceTypesAreWrittenOnceAndStayTheSameList() throws IOException {
        List<InstanceType> first = List.of(type("a", 1), type("b", 1), type("c", 1));
        List<InstanceType> second = List.of(type("a", 1), type("b", 2), type("c", 1));
        List<Entry> entries =
                List.of(answered("x", first), answered("y", first), answered("x", second), answered("y", second));
        write("s", JournalOptions.simulated(), entries);

        List<Entry> again = read();

        assertThat(again).isEqualTo(entries);
        assertThat(types(again, 1)).isSameAs(types(again, 0));
        assertThat(types(again, 3)).isSameAs(types(again, 2));
        assertThat(text(files().getFirst()).lines().skip(3).limit(1))
                .allSatisfy(
                        line -> assertThat(line).contains("\"changed\":{\"1\":").doesNotContain("\"a\""));
    }

    @Test
    void aLoopThatIsFasterThanTheDiskLosesEntriesAndTheJournalSaysHowMany() throws IOException {
        JournalOptions slow =
                new JournalOptions(1, Duration.ofDays(1), 0, 4, JournalOptions.Pressure.LOSE, Duration.ofSeconds(1));
        Path blocked = folder.resolve("s");
        try (JournalWriter writer = JournalWriter.open(blocked, "s", "test", slow)) {
            Files.createDirectory(new JournalFolder(blocked).file("s", 2)); // the second file cannot be made
            turns(20).forEach(writer::take);
        } catch (IOException expected) {
            assertThat(expected).hasMessageContaining("could not be written");
        }
        Files.delete(new JournalFolder(blocked).file("s", 2));
        try (SessionEntries session = JournalReader.sessions(blocked).getFirst().entries()) {
            assertThat(session.next()).isEqualTo(BEGAN);
        }
    }

    @Test
    void aFileOfAgeIsFollowedByAnother() throws IOException, InterruptedException {
        JournalOptions aged = JournalOptions.simulated().withMaxFile(1L << 20, Duration.ofMillis(50));
        try (JournalWriter writer = JournalWriter.open(folder, "s", "test", aged)) {
            writer.take(BEGAN);
            Thread.sleep(200);
            writer.take(turn(0));
            Thread.sleep(200);
            writer.take(turn(1));
        }
        assertThat(files()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(read()).containsExactly(BEGAN, turn(0), turn(1));
    }

    /** A process that writes for ever, killed in the middle of it, as often as wished. */
    @Test
    void aWriterThatIsKilledLeavesWhatItHadFlushed() throws IOException, InterruptedException {
        Process writer = EndlessWriter.start(folder, "");
        awaitBytes(1L << 12);
        writer.destroyForcibly().waitFor();

        List<Entry> left = read();

        assertThat(left.getFirst()).isEqualTo(BEGAN);
        assertThat(left.getLast()).isInstanceOf(Entry.CutOff.class);
        assertThat(left.size()).isGreaterThan(10);
        assertThat(left.subList(1, left.size() - 1))
                .as("all entries in order, none missing before the cut")
                .isEqualTo(turns(left.size() - 2).subList(1, left.size() - 1));
    }

    private void awaitBytes(long bytes) throws IOException, InterruptedException {
        Path first = new JournalFolder(folder).file(EndlessWriter.SESSION, 1);
        for (int i = 0; i < 600 && (!Files.exists(first) || Files.size(first) < bytes); i++) {
            Thread.sleep(50);
        }
        assertThat(first).exists();
    }

    /**
     * The system refuses to write more than so much into a file, as a full disk does: the loop goes on, a new file is begun
     * when it is tried again, and what is missing in between is said.
     */
    @Test
    void aDiskThatTakesNoMoreCostsEntriesAndTheJournalGoesOn() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash to limit files with");
        Process writer = EndlessWriter.start(folder, "ulimit -f 8; "); // blocks of 1,024 bytes
        Path third = new JournalFolder(folder).file(EndlessWriter.SESSION, 3);
        for (int i = 0; i < 600 && !Files.exists(third); i++) {
            Thread.sleep(50);
        }
        assertThat(writer.isAlive()).as("the loop goes on").isTrue();
        writer.destroyForcibly().waitFor();

        List<Entry> entries = read();

        assertThat(files()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(entries.getFirst()).isEqualTo(BEGAN);
        assertThat(entries).as("what is missing").hasAtLeastOneElementOfType(Entry.Lost.class);
        assertThat(Files.readString(folder.resolve(EndlessWriter.LOG)))
                .contains("the journal cannot be written; it is tried again");
    }

    private static InstanceType type(String name, long price) {
        return new InstanceType(
                name,
                Resources.NONE,
                Resources.NONE,
                new TreeMap<>(),
                List.of(new Offering("zone", "spot", price, true)));
    }

    private static Entry answered(String pool, List<InstanceType> types) {
        return new Entry.Answered(new Question.InstanceTypes(pool), 0, new Answer.Types(types));
    }

    private static List<InstanceType> types(List<Entry> entries, int i) {
        return ((Answer.Types) ((Entry.Answered) entries.get(i)).answer()).types();
    }

    private static String text(Path file) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            in.transferTo(text);
            return text.toString(StandardCharsets.UTF_8);
        }
    }

    private static void rewrite(Path file, UnaryOperator<String> change) throws IOException {
        String changed = change.apply(text(file));
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(changed.getBytes(StandardCharsets.UTF_8));
        }
    }
}
