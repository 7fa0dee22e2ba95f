package dev.nodecast.aws.ec2.nodeclass;

import dev.nodecast.scheduler.lifecycle.StructHash;
import dev.nodecast.scheduler.manifest.grammar.Quantity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The mark by which nodes are seen to be made from an older EC2NodeClass: the same number that Karpenter computes
 * ({@code EC2NodeClass.Hash} in karpenter-provider-aws {@code pkg/apis/v1/ec2nodeclass.go}, v1.15.1), so that neither taking over
 * from it nor going back to it replaces a node. What is found through selectors does not count: that is compared with the
 * instance itself.
 */
public final class NodeClassHash {

    public static final String ANNOTATION = "karpenter.k8s.aws/ec2nodeclass-hash";
    public static final String VERSION_ANNOTATION = "karpenter.k8s.aws/ec2nodeclass-hash-version";

    /** {@code EC2NodeClassHashVersion}. */
    public static final String VERSION = "v6";

    private static final List<String> FAMILIES =
            List.of("AL2", "AL2023", "Bottlerocket", "Windows2019", "Windows2022", "Windows2025");
    private static final int BYTES = 8;

    private NodeClassHash() {}

    /**
     * The mark of a spec.
     *
     * @param spec as the API server has it
     * @param caBundle the certificate of the API server, base64, which nodes are given; empty where there is none
     */
    public static String of(Map<String, Object> spec, String caBundle) {
        return StructHash.written(StructHash.slice(List.of(
                spec(spec),
                StructHash.text(family(spec)),
                StructHash.text(caBundle),
                StructHash.text(kubelet(spec.get("kubelet"))))));
    }

    /** A short mark of a text, for names. */
    public static String ofText(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java machine has SHA-256", e);
        }
    }

    private static long spec(Map<String, Object> spec) {
        return new Fields("EC2NodeClassSpec", spec)
                .is("PlacementGroupSelector", "placementGroupSelector", NodeClassHash::placementGroup)
                .is("AssociatePublicIPAddress", "associatePublicIPAddress", NodeClassHash::bool)
                .is("UserData", "userData", NodeClassHash::text)
                .nonZero("Role", "role", NodeClassHash::text)
                .is("InstanceProfile", "instanceProfile", NodeClassHash::text)
                .is("Tags", "tags", value -> StructHash.map(texts(value)))
                .is("BlockDeviceMappings", "blockDeviceMappings", value -> slice(value, NodeClassHash::device))
                .is("InstanceStorePolicy", "instanceStorePolicy", NodeClassHash::text)
                .is("NetworkInterfaces", "networkInterfaces", value -> slice(value, NodeClassHash::networkInterface))
                .is("DetailedMonitoring", "detailedMonitoring", NodeClassHash::bool)
                .is("MetadataOptions", "metadataOptions", NodeClassHash::metadataOptions)
                .is(
                        "EnclaveOptions",
                        "enclaveOptions",
                        value -> new Fields("EnclaveOptions", value)
                                .nonZero("Enabled", "enabled", NodeClassHash::bool)
                                .hash())
                .is("ConnectionTracking", "connectionTracking", NodeClassHash::connectionTracking)
                .is("Context", "context", NodeClassHash::text)
                .is(
                        "CPUOptions",
                        "cpuOptions",
                        value -> new Fields("CPUOptions", value)
                                .is("NestedVirtualization", "nestedVirtualization", NodeClassHash::text)
                                .hash())
                .hash();
    }

    private static long placementGroup(Object value) {
        return new Fields("PlacementGroupSelector", value)
                .is("Name", "name", NodeClassHash::text)
                .is("ID", "id", NodeClassHash::text)
                .hash();
    }

    private static long device(Object value) {
        return new Fields("BlockDeviceMapping", value)
                .is("DeviceName", "deviceName", NodeClassHash::text)
                .is("EBS", "ebs", NodeClassHash::volume)
                .nonZero("RootVolume", "rootVolume", NodeClassHash::bool)
                .hash();
    }

    private static long volume(Object value) {
        return new Fields("BlockDevice", value)
                .is("DeleteOnTermination", "deleteOnTermination", NodeClassHash::bool)
                .is("Encrypted", "encrypted", NodeClassHash::bool)
                .is("IOPS", "iops", NodeClassHash::int64)
                .is("KMSKeyID", "kmsKeyID", NodeClassHash::text)
                .is("SnapshotID", "snapshotID", NodeClassHash::text)
                .is("Throughput", "throughput", NodeClassHash::int64)
                .is("VolumeInitializationRate", "volumeInitializationRate", NodeClassHash::int32)
                .is("VolumeSize", "volumeSize", NodeClassHash::quantity)
                .is("VolumeType", "volumeType", NodeClassHash::text)
                .hash();
    }

    private static long networkInterface(Object value) {
        return new Fields("NetworkInterface", value)
                .nonZero("NetworkCardIndex", "networkCardIndex", NodeClassHash::int32)
                .nonZero("DeviceIndex", "deviceIndex", NodeClassHash::int32)
                .nonZero("InterfaceType", "interfaceType", NodeClassHash::text)
                .hash();
    }

    private static long metadataOptions(Object value) {
        return new Fields("MetadataOptions", value)
                .is("HTTPEndpoint", "httpEndpoint", NodeClassHash::text)
                .is("HTTPProtocolIPv6", "httpProtocolIPv6", NodeClassHash::text)
                .is("HTTPPutResponseHopLimit", "httpPutResponseHopLimit", NodeClassHash::int64)
                .is("HTTPTokens", "httpTokens", NodeClassHash::text)
                .hash();
    }

    private static long connectionTracking(Object value) {
        return new Fields("ConnectionTracking", value)
                .is("TCPEstablishedTimeout", "tcpEstablishedTimeout", NodeClassHash::int32)
                .is("UDPStreamTimeout", "udpStreamTimeout", NodeClassHash::int32)
                .is("UDPTimeout", "udpTimeout", NodeClassHash::int32)
                .hash();
    }

    /** The family that the spec states, else that of its alias, else a custom one. */
    private static String family(Map<String, Object> spec) {
        if (spec.get("amiFamily") instanceof String stated) {
            return stated;
        }
        List<?> terms = spec.get("amiSelectorTerms") instanceof List<?> list ? list : List.of();
        for (Object term : terms) {
            if (term instanceof Map<?, ?> map && map.get("alias") instanceof String alias && !alias.isEmpty()) {
                String named = AmiAlias.parse(alias).family();
                return FAMILIES.stream()
                        .filter(family -> family.equalsIgnoreCase(named))
                        .findFirst()
                        .orElse("Custom");
            }
        }
        return "Custom";
    }

    private static String kubelet(@Nullable Object value) {
        return value instanceof Map<?, ?> map && !map.isEmpty() ? GoJson.of(map) : "null";
    }

    private static long text(Object value) {
        return StructHash.text(value.toString());
    }

    private static long bool(Object value) {
        return StructHash.bool(Boolean.TRUE.equals(value));
    }

    private static long int32(Object value) {
        return StructHash.int32(value instanceof Number number ? number.longValue() : 0);
    }

    private static long int64(Object value) {
        return StructHash.int64(value instanceof Number number ? number.longValue() : 0);
    }

    /** An amount counts as Kubernetes would print it. */
    private static long quantity(Object value) {
        String text = value.toString();
        return StructHash.text(Quantity.parse(text).map(Quantity::toString).orElse(text));
    }

    private static long slice(Object value, ToLongFunction<Object> element) {
        List<Long> hashes = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(item -> hashes.add(element.applyAsLong(item)));
        }
        return StructHash.slice(hashes);
    }

    private static Map<String, String> texts(Object value) {
        Map<String, String> texts = new TreeMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, text) -> texts.put(String.valueOf(key), text == null ? "" : text.toString()));
        }
        return texts;
    }

    /** A struct of the Go code and the JSON object that it is read from, field by field. */
    private static final class Fields {
        private final StructHash struct;
        private final Map<?, ?> object;

        Fields(String type, Object object) {
            this.struct = StructHash.of(type);
            this.object = object instanceof Map<?, ?> map ? map : Map.of();
        }

        /** A pointer, list or map: it counts where it is there. */
        Fields is(String field, String key, ToLongFunction<Object> hash) {
            Object value = object.get(key);
            struct.with(field, value == null ? null : (Long) hash.applyAsLong(value));
            return this;
        }

        /** A plain value: it counts unless it is zero. */
        Fields nonZero(String field, String key, ToLongFunction<Object> hash) {
            Object value = object.get(key);
            boolean zero = value == null
                    || value.equals("")
                    || value.equals(false)
                    || (value instanceof Number number && number.longValue() == 0);
            struct.with(field, zero ? null : (Long) hash.applyAsLong(value));
            return this;
        }

        long hash() {
            return struct.value();
        }
    }
}
