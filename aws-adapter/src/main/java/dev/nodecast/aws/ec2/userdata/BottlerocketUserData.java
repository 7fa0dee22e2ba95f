package dev.nodecast.aws.ec2.userdata;

import dev.nodecast.scheduler.model.Taint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.toml.TomlMapper;

/** Bottlerocket: settings in TOML, ours over the user's own. */
final class BottlerocketUserData {

    private static final TomlMapper TOML = TomlMapper.builder().build();
    private static final TypeReference<TreeMap<String, Object>> TREE = new TypeReference<>() {};

    /** Kubelet's settings by their names in Bottlerocket. */
    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.of(
            "maxPods", "max-pods",
            "systemReserved", "system-reserved",
            "kubeReserved", "kube-reserved",
            "evictionHard", "eviction-hard",
            "evictionSoft", "eviction-soft",
            "evictionSoftGracePeriod", "eviction-soft-grace-period",
            "evictionMaxPodGracePeriod", "eviction-max-pod-grace-period",
            "imageGCHighThresholdPercent", "image-gc-high-threshold-percent",
            "imageGCLowThresholdPercent", "image-gc-low-threshold-percent",
            "cpuCFSQuota", "cpu-cfs-quota-enforced"));

    private static final String MOUNT = "000-mount-instance-storage";
    private static final List<String> DIRECTORIES = List.of("/var/lib/containerd", "/var/lib/kubelet", "/var/log/pods");

    private BottlerocketUserData() {}

    static String text(NodeSetup setup) {
        Map<String, Object> root = own(setup.custom());
        Map<String, Object> settings = table(root, "settings");
        Map<String, Object> kubernetes = table(settings, "kubernetes");
        kubernetes.put("cluster-name", setup.cluster().name());
        kubernetes.put("api-server", setup.cluster().endpoint());
        if (!setup.cluster().caBundle().isEmpty()) {
            kubernetes.put("cluster-certificate", setup.cluster().caBundle());
        }
        if (!setup.clusterDns().isEmpty()) {
            kubernetes.put("cluster-dns-ip", setup.clusterDns());
        }
        table(kubernetes, "node-labels").putAll(setup.labels());
        kubernetes.put("node-taints", taints(setup.taints()));
        SETTINGS.forEach((field, setting) ->
                putIfGiven(kubernetes, setting, setup.kubelet().get(field)));
        if (setup.raid0()) {
            table(settings, "bootstrap-commands").put(MOUNT, mount());
        }
        return TOML.writeValueAsString(root);
    }

    private static Map<String, Object> own(String custom) {
        if (custom.isBlank()) {
            return new TreeMap<>();
        }
        try {
            return TOML.readValue(custom, TREE);
        } catch (JacksonException e) {
            throw new UnusableUserDataException("expected Bottlerocket's settings in TOML: " + e.getOriginalMessage());
        }
    }

    private static void putIfGiven(Map<String, Object> kubernetes, String setting, @Nullable Object value) {
        if (value != null) {
            // Bottlerocket takes percentages of the image collector as text
            kubernetes.put(setting, setting.startsWith("image-gc") ? value.toString() : value);
        }
    }

    private static Map<String, List<String>> taints(List<Taint> taints) {
        Map<String, List<String>> byKey = new TreeMap<>();
        for (Taint taint : taints) {
            byKey.computeIfAbsent(taint.key(), _ -> new ArrayList<>())
                    .add(taint.value() + ":" + taint.effect().text());
        }
        return byKey;
    }

    /** Names the directories, which every version with bootstrap commands understands. */
    private static Map<String, Object> mount() {
        List<String> bind = new ArrayList<>(List.of("apiclient", "ephemeral-storage", "bind", "--dirs"));
        bind.addAll(DIRECTORIES);
        return new TreeMap<>(Map.of(
                "commands",
                List.of(List.of("apiclient", "ephemeral-storage", "init"), bind),
                "mode",
                "always",
                "essential",
                true));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> table(Map<String, Object> parent, String key) {
        if (parent.get(key) instanceof Map<?, ?> table) {
            return (Map<String, Object>) table;
        }
        Map<String, Object> table = new TreeMap<>();
        parent.put(key, table);
        return table;
    }
}
