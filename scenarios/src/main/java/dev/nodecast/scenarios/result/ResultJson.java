package dev.nodecast.scenarios.result;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/**
 * A result as one JSON object and back. The figures stand at the top level ({@code cost.total}, {@code jobs.arrived}, …).
 * A number of one replication is a JSON number, of several {@code {"mean", "low", "high"}}; what has no value is null.
 * Numbers have at most nine decimals and no exponent, so that equal results are equal bytes.
 */
public final class ResultJson {

    private static final int DECIMALS = 9;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule("nodecast-result")
                    .addSerializer(Estimate.class, new EstimateWriter())
                    .addDeserializer(Estimate.class, new EstimateReader())
                    .addSerializer(Double.class, new NumberWriter())
                    .addSerializer(double.class, new NumberWriter()))
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ResultJson() {}

    /** The JSON text, indented, with a line feed at its end. */
    public static String write(ScenarioResult result) {
        return MAPPER.writeValueAsString(tree(result)) + "\n";
    }

    /** The JSON tree. */
    public static ObjectNode tree(ScenarioResult result) {
        ObjectNode tree = MAPPER.createObjectNode();
        tree.put("schemaVersion", result.schemaVersion());
        tree.put("version", result.version());
        tree.set("scenario", MAPPER.valueToTree(result.scenario()));
        tree.put("seed", result.seed());
        tree.put("replications", result.replications());
        ObjectNode figures = MAPPER.valueToTree(result.figures());
        for (Map.Entry<String, JsonNode> part : figures.properties()) {
            tree.set(part.getKey(), part.getValue());
        }
        tree.set("objectives", MAPPER.valueToTree(result.objectives()));
        tree.set("closedForms", MAPPER.valueToTree(result.closedForms()));
        tree.set("warnings", MAPPER.valueToTree(result.warnings()));
        return tree;
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException naming {@code source} where the text is no result or of a later schema
     */
    public static ScenarioResult read(String source, String json) {
        try {
            JsonNode tree = MAPPER.readTree(json);
            int schema = tree.path("schemaVersion").asInt(0);
            if (schema != ScenarioResult.SCHEMA_VERSION) {
                throw new IllegalArgumentException(source + ": found schemaVersion " + schema + ", expected "
                        + ScenarioResult.SCHEMA_VERSION + "; simulate again with this version of nodecast");
            }
            return result(tree);
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException(
                    source + ": found " + malformed.getOriginalMessage()
                            + "; expected a summary.json as `nodecast simulate -o DIR` writes it",
                    malformed);
        }
    }

    /** Reads {@code summary.json} of a result folder. */
    public static ScenarioResult read(Path file) throws IOException {
        return read(file.toString(), Files.readString(file));
    }

    private static ScenarioResult result(JsonNode tree) {
        return new ScenarioResult(
                tree.path("schemaVersion").asInt(),
                tree.path("version").asString(""),
                MAPPER.treeToValue(tree.path("scenario"), ScenarioResult.Identity.class),
                tree.path("seed").asLong(),
                tree.path("replications").asInt(),
                MAPPER.treeToValue(tree, Figures.class),
                java.util.List.of(MAPPER.treeToValue(tree.path("objectives"), ScenarioResult.Objective[].class)),
                java.util.List.of(MAPPER.treeToValue(tree.path("closedForms"), ScenarioResult.ClosedForm[].class)),
                java.util.List.of(MAPPER.treeToValue(tree.path("warnings"), String[].class)));
    }

    private static void writeNumber(JsonGenerator out, double value) {
        if (Double.isFinite(value)) {
            out.writeNumber(rounded(value));
        } else {
            out.writeNull();
        }
    }

    /** The number as results print it. */
    static BigDecimal rounded(double value) {
        BigDecimal exact = BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
        return exact.signum() == 0 ? BigDecimal.ZERO : withoutExponent(exact.stripTrailingZeros());
    }

    private static BigDecimal withoutExponent(BigDecimal number) {
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    private static final class NumberWriter extends ValueSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator out, SerializationContext context) {
            writeNumber(out, value);
        }
    }

    private static final class EstimateWriter extends ValueSerializer<Estimate> {
        @Override
        public void serialize(Estimate value, JsonGenerator out, SerializationContext context) {
            Estimate.Range range = value.range();
            if (range == null) {
                writeNumber(out, value.mean());
                return;
            }
            out.writeStartObject();
            out.writeName("mean");
            writeNumber(out, value.mean());
            out.writeName("low");
            writeNumber(out, range.low());
            out.writeName("high");
            writeNumber(out, range.high());
            out.writeEndObject();
        }
    }

    private static final class EstimateReader extends ValueDeserializer<Estimate> {
        @Override
        public Estimate deserialize(JsonParser in, DeserializationContext context) {
            JsonNode node = context.readTree(in);
            if (node.isObject()) {
                return new Estimate(
                        number(node.path("mean")),
                        new Estimate.Range(number(node.path("low")), number(node.path("high"))));
            }
            return Estimate.of(number(node));
        }

        @Override
        public Estimate getNullValue(DeserializationContext context) {
            return Estimate.of(Double.NaN);
        }

        private static double number(JsonNode node) {
            return node.isNumber() ? node.asDouble() : Double.NaN;
        }
    }
}
