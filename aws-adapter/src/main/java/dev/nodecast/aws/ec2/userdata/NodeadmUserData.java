package dev.nodecast.aws.ec2.userdata;

import dev.nodecast.scheduler.model.Taint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** AL2023: a NodeConfig for nodeadm, after the user's own parts, so that it has the last word. */
final class NodeadmUserData {

    private static final DumpSettings YAML = DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setWidth(Integer.MAX_VALUE)
            .setSplitLines(false)
            .build();

    private NodeadmUserData() {}

    static String text(NodeSetup setup) {
        List<MimeArchive.Part> parts = new ArrayList<>(own(setup.custom()));
        parts.add(new MimeArchive.Part(
                MimeArchive.NODE_CONFIG,
                "# NodeConfig made by Nodecast\n" + new Dump(YAML).dumpToString(nodeConfig(setup))));
        return new MimeArchive(parts).text();
    }

    private static List<MimeArchive.Part> own(String custom) {
        if (custom.isEmpty()) {
            return List.of();
        }
        if (MimeArchive.is(custom)) {
            return MimeArchive.parse(custom).parts().stream()
                    .map(MimeArchive.Part::typed)
                    .toList();
        }
        return List.of(new MimeArchive.Part(isYamlMap(custom) ? MimeArchive.NODE_CONFIG : MimeArchive.SHELL, custom));
    }

    private static boolean isYamlMap(String text) {
        try {
            return new Load(LoadSettings.builder().build()).loadFromString(text) instanceof Map<?, ?>;
        } catch (YamlEngineException e) {
            return false;
        }
    }

    private static Map<String, Object> nodeConfig(NodeSetup setup) {
        Map<String, Object> spec = new TreeMap<>();
        spec.put("cluster", cluster(setup));
        spec.put("kubelet", kubelet(setup));
        if (setup.raid0()) {
            spec.put("instance", Map.of("localStorage", Map.of("strategy", "RAID0")));
        }
        return new TreeMap<>(Map.of("apiVersion", "node.eks.aws/v1alpha1", "kind", "NodeConfig", "spec", spec));
    }

    private static Map<String, Object> cluster(NodeSetup setup) {
        Map<String, Object> cluster = new TreeMap<>();
        cluster.put("name", setup.cluster().name());
        cluster.put("apiServerEndpoint", setup.cluster().endpoint());
        cluster.put("cidr", setup.cluster().serviceCidr());
        if (!setup.cluster().caBundle().isEmpty()) {
            cluster.put("certificateAuthority", setup.cluster().caBundle());
        }
        return cluster;
    }

    private static Map<String, Object> kubelet(NodeSetup setup) {
        Map<String, Object> config = new TreeMap<>(setup.kubelet());
        if (!setup.clusterDns().isEmpty()) {
            config.putIfAbsent("clusterDNS", List.of(setup.clusterDns()));
        }
        config.put(
                "registerWithTaints",
                setup.taints().stream().map(NodeadmUserData::taint).toList());
        Map<String, Object> kubelet = new TreeMap<>();
        kubelet.put("config", config);
        List<String> flags = new ArrayList<>();
        KubeletFlags.addLabels(flags, setup);
        if (!flags.isEmpty()) {
            kubelet.put("flags", flags);
        }
        return kubelet;
    }

    private static Map<String, Object> taint(Taint taint) {
        Map<String, Object> map = new TreeMap<>();
        map.put("key", taint.key());
        map.put("effect", taint.effect().text());
        if (!taint.value().isEmpty()) {
            map.put("value", taint.value());
        }
        return map;
    }
}
