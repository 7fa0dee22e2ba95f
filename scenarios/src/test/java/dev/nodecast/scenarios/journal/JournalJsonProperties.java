package dev.nodecast.scenarios.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodecast.scheduler.autoscaling.hpa.PodMetricSample;
import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.port.ClusterPort;
import dev.nodecast.scheduler.port.Observation;
import dev.nodecast.scheduler.recording.Answer;
import dev.nodecast.scheduler.recording.Cause;
import dev.nodecast.scheduler.recording.Entry;
import dev.nodecast.scheduler.recording.LoopConfiguration;
import dev.nodecast.scheduler.recording.Order;
import dev.nodecast.scheduler.recording.Question;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tools.jackson.core.JacksonException;

/** What is written is what is read, of everything that can stand in a journal. */
class JournalJsonProperties {

    private static final String FORM = "journal-form-1.txt";
    private static final Path FORM_NOW = Path.of("target", "journal-form.txt");

    private static Entry again(Entry entry) {
        byte[] text = JournalJson.LINES.writeValueAsBytes(new TypeListWriter().line(7, entry));
        Line line = JournalJson.LINE_READER.readValue(text);
        assertThat(line.n()).isEqualTo(7);
        return new TypeListReader().entry(line);
    }

    @Property(tries = 5000)
    void everyObservationIsReadAsItWasWritten(@ForAll long seed) {
        Observation observation = new ArbitraryRecords(seed).of(Observation.class);
        Entry entry = new Entry.TurnBegan(1, new Cause.Observed(observation));
        assertThat(again(entry)).as(variant(observation)).isEqualTo(entry);
    }

    @Property(tries = 5000)
    void everyEntryIsReadAsItWasWritten(@ForAll long seed) {
        Entry entry = new ArbitraryRecords(seed).of(Entry.class);
        assertThat(again(entry)).isEqualTo(entry);
    }

    @Example
    void allKindsOfObservationsAreTried() {
        assertThat(LongStream.range(0, 5_000)
                        .mapToObj(seed -> new ArbitraryRecords(seed)
                                .of(Observation.class)
                                .getClass()
                                .getSimpleName())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Observation.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .toList());
    }

    /** A variant more does not compile here until somebody has looked at whether it can be replayed. */
    private static String variant(Observation observation) {
        return switch (observation) {
            case Observation.PodObserved _, Observation.PodGone _ -> "pod";
            case Observation.NodeObserved _, Observation.NodeGone _, Observation.NodeHealthObserved _ -> "node";
            case Observation.NodePoolObserved _, Observation.NodePoolGone _ -> "pool";
            case Observation.NodeOverlayObserved _, Observation.NodeOverlayGone _ -> "overlay";
            case Observation.NodeClaimObserved _ -> "claim";
            case Observation.DaemonSetObserved _, Observation.DaemonSetGone _ -> "daemon set";
            case Observation.StorageObserved _, Observation.StorageGone _ -> "storage";
            case Observation.NamespaceObserved _, Observation.NamespaceGone _ -> "namespace";
            case Observation.BudgetObserved _, Observation.BudgetGone _ -> "budget";
            case Observation.WorkloadObserved _, Observation.WorkloadGone _, Observation.PodTemplateObserved _ ->
                "workload";
            case Observation.CapacityBufferObserved _, Observation.CapacityBufferGone _ -> "buffer";
            case Observation.AutoscalerObserved _,
                    Observation.AutoscalerGone _,
                    Observation.ScaledObjectObserved _,
                    Observation.ScaledObjectLastActive _,
                    Observation.ScaledObjectGone _ -> "autoscaler";
            case Observation.EvictionRefused _ -> "eviction";
            case Observation.Launched _, Observation.LaunchFailed _ -> "launch";
            case Observation.InstanceGone _, Observation.InstancesListed _ -> "instances";
            case Observation.Interruption _ -> "interruption";
        };
    }

    @Example
    void samplesKeepTheirOrder() {
        SequencedMap<String, PodMetricSample> samples = new LinkedHashMap<>();
        samples.put("z", new PodMetricSample(1, 2, 3));
        samples.put("a", new PodMetricSample(4, 5, 6));
        Entry entry = new Entry.Answered(
                new Question.Metric(
                        new ClusterPort.Workload("Deployment", ObjectKey.of("prod", "worker")),
                        new Question.Query.OfResource("cpu")),
                0,
                new Answer.Samples(samples));
        assertThat(again(entry))
                .isInstanceOfSatisfying(
                        Entry.Answered.class,
                        answered -> assertThat(((Answer.Samples) answered.answer())
                                        .byPod()
                                        .keySet())
                                .containsExactly("z", "a"));
    }

    @Example
    void whatIsNotKnownIsRefused() {
        assertRefused("{\"n\":1,\"entry\":{\"is\":\"Ended\",\"why\":\"who knows\"}}");
        assertRefused("{\"n\":1,\"entry\":{\"is\":\"Exploded\"}}");
        assertRefused("{\"n\":1,\"entry\":{\"is\":\"TurnBegan\",\"cause\":{\"is\":\"Started\"}}}");
        assertRefused("{\"n\":1,\"entry\":{\"is\":\"Lost\",\"entries\":1,\"entries\":2}}");
    }

    private static void assertRefused(String line) {
        assertThatThrownBy(() -> JournalJson.LINE_READER.readValue(line))
                .as(line)
                .isInstanceOf(JacksonException.class);
    }

    /** Journals outlive the code that wrote them: when this changes, so must {@link FileHead#VERSION}. */
    @Example
    void theFormOfVersionOneIsThis() throws IOException {
        SortedSet<String> lines = new TreeSet<>();
        SortedSet<String> seen = new TreeSet<>();
        Stream.of(FileHead.class, Line.class, Entry.class, Decision.class, Order.class, LoopConfiguration.class)
                .forEach(type -> describe(type, lines, seen));
        assertThat(FileHead.VERSION).isEqualTo(1);
        String form = String.join("\n", lines) + "\n";
        Files.createDirectories(FORM_NOW.getParent());
        Files.writeString(FORM_NOW, form);
        assertThat(form)
                .as(
                        "the form of journals; if no release has written the old one, copy %s over %s, else raise the version"
                                + " too",
                        FORM_NOW, FORM)
                .isEqualTo(formOfVersionOne());
    }

    private static String formOfVersionOne() throws IOException {
        try (InputStream form = JournalJsonProperties.class.getResourceAsStream(FORM)) {
            return form == null ? "" : new String(form.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void describe(Class<?> type, SortedSet<String> lines, SortedSet<String> seen) {
        if (!type.getName().startsWith("dev.nodecast") || !seen.add(type.getName())) {
            return;
        }
        String name = type.getName().replaceAll(".*\\.", "").replace('$', '.');
        if (type.isSealed()) {
            lines.add(name + " = "
                    + String.join(
                            " | ",
                            Arrays.stream(type.getPermittedSubclasses())
                                    .map(Class::getSimpleName)
                                    .toList()));
            Arrays.stream(type.getPermittedSubclasses()).forEach(sub -> describe(sub, lines, seen));
        } else if (type.isRecord()) {
            lines.add(name + " { "
                    + String.join(
                            ", ",
                            Arrays.stream(type.getRecordComponents())
                                    .map(JournalJsonProperties::component)
                                    .toList())
                    + " }");
            Arrays.stream(type.getRecordComponents())
                    .flatMap(component -> classes(component.getGenericType()))
                    .forEach(part -> describe(part, lines, seen));
        } else if (type.isEnum()) {
            lines.add(name + " = "
                    + String.join(
                            " | ",
                            Arrays.stream(type.getEnumConstants())
                                    .map(constant -> ((Enum<?>) constant).name())
                                    .toList()));
        }
    }

    private static String component(RecordComponent component) {
        return component
                        .getGenericType()
                        .getTypeName()
                        .replaceAll("[a-z0-9_.]+\\.(?=[A-Z])", "")
                        .replace('$', '.') + " " + component.getName();
    }

    private static Stream<Class<?>> classes(Type type) {
        return type instanceof ParameterizedType generic
                ? Arrays.stream(generic.getActualTypeArguments()).flatMap(JournalJsonProperties::classes)
                : Stream.of((Class<?>) type);
    }
}
