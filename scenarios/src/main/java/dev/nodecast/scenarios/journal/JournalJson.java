package dev.nodecast.scenarios.journal;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.recording.Entry;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Records as JSON, exactly: the components of a record by their names, without those that are null; of sealed types first
 * which one it {@code is}; labels and resources as objects. What is not known is refused.
 */
final class JournalJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .annotationIntrospector(new SealedTypes())
            .addModule(new SimpleModule()
                    .addSerializer(Labels.class, new LabelsWriter())
                    .addDeserializer(Labels.class, new LabelsReader())
                    .addSerializer(Resources.class, new ResourcesWriter())
                    .addDeserializer(Resources.class, new ResourcesReader()))
            .changeDefaultVisibility(visibility -> visibility
                    .withGetterVisibility(Visibility.NONE)
                    .withIsGetterVisibility(Visibility.NONE)
                    .withFieldVisibility(Visibility.ANY))
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_TO_STRING)
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    static final ObjectWriter HEADS = MAPPER.writerFor(FileHead.class);
    static final ObjectReader HEAD_READER = MAPPER.readerFor(FileHead.class);
    static final ObjectWriter LINES = MAPPER.writerFor(Line.class);
    static final ObjectReader LINE_READER = MAPPER.readerFor(Line.class);
    private static final ObjectWriter ENTRIES = MAPPER.writerFor(Entry.class);

    private JournalJson() {}

    /** An entry as people may read it. */
    static String text(Entry entry) {
        return ENTRIES.writeValueAsString(entry);
    }

    /** Says of each sealed interface that its records are told apart by their simple names. */
    private static final class SealedTypes extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;
        private static final String PROPERTY = "is";

        @Override
        public JsonTypeInfo.Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
            return annotated instanceof AnnotatedClass type && type.getRawType().isSealed()
                    ? JsonTypeInfo.Value.construct(
                            JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, PROPERTY, null, false, true, null)
                    : super.findPolymorphicTypeInfo(config, annotated);
        }

        @Override
        public List<NamedType> findSubtypes(MapperConfig<?> config, Annotated annotated) {
            return annotated.getRawType().isSealed()
                    ? Arrays.stream(annotated.getRawType().getPermittedSubclasses())
                            .map(type -> new NamedType(type, type.getSimpleName()))
                            .toList()
                    : super.findSubtypes(config, annotated);
        }

        /** A number that is missing is not 0. */
        @Override
        public Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
            return member.getRawType().isPrimitive();
        }

        @Override
        public String findTypeName(MapperConfig<?> config, AnnotatedClass annotated) {
            return annotated.getRawType().getSimpleName();
        }
    }

    private static final class LabelsWriter extends StdSerializer<Labels> {
        LabelsWriter() {
            super(Labels.class);
        }

        @Override
        public void serialize(Labels labels, JsonGenerator out, SerializationContext context) {
            out.writeStartObject();
            labels.byKey().forEach(out::writeStringProperty);
            out.writeEndObject();
        }
    }

    private static final class LabelsReader extends StdDeserializer<Labels> {
        private static final TypeReference<SortedMap<String, String>> TEXTS = new TypeReference<>() {};

        LabelsReader() {
            super(Labels.class);
        }

        @Override
        public Labels deserialize(JsonParser in, DeserializationContext context) {
            return Labels.of(context.readValue(in, context.getTypeFactory().constructType(TEXTS)));
        }
    }

    private static final class ResourcesWriter extends StdSerializer<Resources> {
        ResourcesWriter() {
            super(Resources.class);
        }

        @Override
        public void serialize(Resources resources, JsonGenerator out, SerializationContext context) {
            out.writeStartObject();
            resources.forEach(out::writeNumberProperty);
            out.writeEndObject();
        }
    }

    private static final class ResourcesReader extends StdDeserializer<Resources> {
        private static final TypeReference<SortedMap<String, Long>> AMOUNTS = new TypeReference<>() {};

        ResourcesReader() {
            super(Resources.class);
        }

        @Override
        public Resources deserialize(JsonParser in, DeserializationContext context) {
            return Resources.of(context.readValue(in, context.getTypeFactory().constructType(AMOUNTS)));
        }
    }
}
