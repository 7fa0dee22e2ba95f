package dev.nodecast.aws.testbed.joiner;

import dev.nodecast.scheduler.model.Taint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What a kubelet is told to register with by an instance's user data: nodeadm's NodeConfig (AL2023), the arguments of
 * bootstrap.sh, or Bottlerocket's settings. Of what is said twice the last word counts, as with them.
 */
public record KubeletSettings(SortedMap<String, String> labels, List<Taint> taints) {

    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\"\\s;]+)\"?");
    private static final Pattern LABELS = Pattern.compile("--node-labels=[\"']?([^\"'\\s]*)");
    private static final Pattern TAINTS = Pattern.compile("--register-with-taints=[\"']?([^\"'\\s]*)");
    private static final Pattern TOML_TABLE = Pattern.compile("\\[([^\\]]+)]");
    private static final Pattern TOML_ENTRY = Pattern.compile("[\"']?([^\"'=\\s]+)[\"']?\\s*=\\s*(.*)");
    private static final Pattern TOML_TEXT = Pattern.compile("[\"']([^\"']*)[\"']");

    /**
     * What user data says.
     *
     * @param userData as a launch template has it: base64, or empty
     */
    public static KubeletSettings of(String userData) {
        KubeletSettings settings = new KubeletSettings(new TreeMap<>(), new ArrayList<>());
        for (String part : parts(new String(Base64.getMimeDecoder().decode(userData), StandardCharsets.UTF_8))) {
            settings.read(part);
        }
        return settings;
    }

    private static List<String> parts(String text) {
        Matcher boundary = BOUNDARY.matcher(text);
        if (!text.contains("multipart/mixed") || !boundary.find()) {
            return List.of(text);
        }
        List<String> parts = new ArrayList<>();
        for (String part : text.split(Pattern.quote("--" + boundary.group(1)))) {
            String[] headerAndBody = part.strip().split("\r?\n\r?\n", 2);
            if (headerAndBody.length == 2) {
                parts.add(headerAndBody[1]);
            }
        }
        return parts;
    }

    private void read(String part) {
        if (part.contains("[settings.kubernetes")) {
            readToml(part);
        } else if (part.contains("node.eks.aws/")) {
            readNodeConfig(part);
        } else {
            readFlags(part);
        }
    }

    private void readNodeConfig(String text) {
        try {
            for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(text)) {
                Map<?, ?> kubelet = map(map(map(document).get("spec")).get("kubelet"));
                if (kubelet.get("flags") instanceof List<?> flags) {
                    flags.forEach(flag -> readFlags(String.valueOf(flag)));
                }
                if (map(kubelet.get("config")).get("registerWithTaints") instanceof List<?> registered) {
                    registered.forEach(taint -> addTaint(map(taint)));
                }
            }
        } catch (YamlEngineException unusable) {
            throw new IllegalArgumentException(
                    "the user data's NodeConfig is no YAML: " + unusable.getMessage(), unusable);
        }
    }

    private static Map<?, ?> map(@Nullable Object node) {
        return node instanceof Map<?, ?> map ? map : Map.of();
    }

    private void addTaint(Map<?, ?> taint) {
        addTaint(text(taint.get("key")), text(taint.get("value")), text(taint.get("effect")));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private void addTaint(String key, String value, String effect) {
        for (Taint.Effect known : Taint.Effect.values()) {
            Taint taint = new Taint(key, value, known);
            if (known.text().equals(effect) && !taints.contains(taint)) {
                taints.add(taint);
            }
        }
    }

    private void readFlags(String text) {
        last(LABELS, text).forEach(label -> {
            String[] parts = label.split("=", 2);
            labels.put(parts[0], parts.length < 2 ? "" : parts[1]);
        });
        for (String taint : last(TAINTS, text)) {
            int colon = taint.lastIndexOf(':');
            String[] parts = taint.substring(0, Math.max(0, colon)).split("=", 2);
            addTaint(parts[0], parts.length < 2 ? "" : parts[1], taint.substring(colon + 1));
        }
    }

    private static List<String> last(Pattern flag, String text) {
        Matcher matcher = flag.matcher(text);
        String value = "";
        while (matcher.find()) {
            value = matcher.group(1);
        }
        return value.isEmpty() ? List.of() : List.of(value.split(","));
    }

    private void readToml(String text) {
        String table = "";
        for (String line : text.lines().map(String::strip).toList()) {
            Matcher header = TOML_TABLE.matcher(line);
            Matcher entry = TOML_ENTRY.matcher(line);
            if (header.matches()) {
                table = header.group(1);
            } else if (entry.matches() && table.equals("settings.kubernetes.node-labels")) {
                texts(entry.group(2)).forEach(value -> labels.put(entry.group(1), value));
            } else if (entry.matches() && table.equals("settings.kubernetes.node-taints")) {
                for (String taint : texts(entry.group(2))) {
                    int colon = taint.lastIndexOf(':');
                    addTaint(entry.group(1), taint.substring(0, Math.max(0, colon)), taint.substring(colon + 1));
                }
            }
        }
    }

    private static List<String> texts(String value) {
        return TOML_TEXT.matcher(value).results().map(match -> match.group(1)).toList();
    }
}
