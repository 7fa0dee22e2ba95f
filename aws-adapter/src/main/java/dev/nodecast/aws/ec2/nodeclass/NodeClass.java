package dev.nodecast.aws.ec2.nodeclass;

import dev.nodecast.aws.ec2.ClusterFacts;
import dev.nodecast.aws.ec2.userdata.NodeSetup;
import dev.nodecast.scheduler.catalog.AmiFamily;
import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.Severity;
import dev.nodecast.scheduler.manifest.ManifestReader;
import dev.nodecast.scheduler.manifest.tree.TreeBuilder;
import dev.nodecast.scheduler.model.Ec2NodeClass;
import dev.nodecast.scheduler.model.Taint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * An EC2NodeClass of the cluster.
 *
 * @param generation which the API server counts up with each change of its spec
 * @param model what scheduling needs of it
 * @param hash of what its nodes are made from, to be compared with that of their claims
 */
public record NodeClass(Identity identity, NodeClassSpec spec, Ec2NodeClass model, String hash) {

    /** Group and version of the API. */
    public static final String API_VERSION = "karpenter.k8s.aws/v1";

    public static final String KIND = "EC2NodeClass";

    /** Keeps the object until what was made for it is gone. */
    public static final String FINALIZER = "karpenter.k8s.aws/termination";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What is not of its spec. */
    public record Identity(
            String name,
            String uid,
            long generation,
            SortedMap<String, String> annotations,
            List<String> finalizers,
            boolean deleting) {}

    /** An object that cannot be used, with what is wrong. */
    public static final class UnreadableNodeClassException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnreadableNodeClassException(String message) {
            super(message);
        }
    }

    /**
     * Reads an object as the API server has it.
     *
     * @param caBundle the certificate of the API server, base64, by which nodes know it
     * @throws UnreadableNodeClassException where a field has no sense
     */
    public static NodeClass of(Map<String, Object> object, String caBundle) {
        Identity identity = identityOf(object);
        Map<String, Object> spec = map(object.get("spec"));
        try {
            return new NodeClass(
                    identity,
                    JSON.convertValue(spec, NodeClassSpec.class),
                    model(identity.name(), object),
                    NodeClassHash.of(spec, caBundle));
        } catch (JacksonException e) {
            throw new UnreadableNodeClassException("EC2NodeClass " + identity.name() + ": " + e.getOriginalMessage());
        }
    }

    /** Name, version and marks of an object, whatever its spec. */
    public static Identity identityOf(Map<String, Object> object) {
        Map<String, Object> meta = map(object.get("metadata"));
        SortedMap<String, String> annotations = new TreeMap<>();
        map(meta.get("annotations")).forEach((key, value) -> annotations.put(key, String.valueOf(value)));
        return new Identity(
                text(meta.get("name")),
                text(meta.get("uid")),
                meta.get("generation") instanceof Number number ? number.longValue() : 0,
                annotations,
                meta.get("finalizers") instanceof List<?> list
                        ? list.stream().map(String::valueOf).toList()
                        : List.of(),
                meta.get("deletionTimestamp") != null);
    }

    private static Ec2NodeClass model(String name, Map<String, Object> object) {
        Diagnostics diagnostics = new Diagnostics();
        Map<String, Object> typed = new TreeMap<>(object);
        typed.putIfAbsent("apiVersion", API_VERSION);
        typed.putIfAbsent("kind", KIND);
        Optional<Ec2NodeClass> model = ManifestReader.ofStoredObjects(diagnostics)
                .readTrees(List.of(new TreeBuilder("EC2NodeClass " + name).build(typed)))
                .named(Ec2NodeClass.class, name);
        List<Diagnostic> errors = diagnostics.list(Severity.ERROR);
        if (model.isEmpty() || !errors.isEmpty()) {
            throw new UnreadableNodeClassException("EC2NodeClass " + name + ": "
                    + (errors.isEmpty()
                            ? "it is no EC2NodeClass"
                            : errors.getFirst().message()));
        }
        return model.get();
    }

    public String name() {
        return identity.name();
    }

    /** What a node of it is told at boot, beside what depends on its instance type. */
    public NodeSetup setup(ClusterFacts cluster, SortedMap<String, String> labels, List<Taint> taints) {
        String userData = spec.userData();
        return new NodeSetup(
                AmiFamily.of(model),
                cluster,
                labels,
                taints,
                spec.kubelet(),
                userData == null ? "" : userData,
                spec.raid0());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : String.valueOf(value);
    }
}
