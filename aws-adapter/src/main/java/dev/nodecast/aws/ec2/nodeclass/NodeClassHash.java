package dev.nodecast.aws.ec2.nodeclass;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The mark by which nodes are seen to be made from an older EC2NodeClass. What is found through selectors does not count:
 * that is compared with the instance itself ({@code hash:"ignore"} in karpenter-provider-aws
 * {@code pkg/apis/v1/ec2nodeclass.go}). The arithmetic is ours, and so is the version: claims that another controller
 * marked do not compare with it.
 */
public final class NodeClassHash {

    public static final String ANNOTATION = "karpenter.k8s.aws/ec2nodeclass-hash";
    public static final String VERSION_ANNOTATION = "karpenter.k8s.aws/ec2nodeclass-hash-version";
    public static final String VERSION = "nodecast-1";

    private static final Set<String> SELECTORS = Set.of(
            "subnetSelectorTerms",
            "securityGroupSelectorTerms",
            "capacityReservationSelectorTerms",
            "amiSelectorTerms",
            "ipPrefixCount");

    private static final int BYTES = 8;

    private NodeClassHash() {}

    /** The mark of a spec, whatever the order in which it is written. */
    public static String of(Map<String, Object> spec) {
        Map<String, Object> counted = new TreeMap<>(spec);
        counted.keySet().removeAll(SELECTORS);
        return ofText(canonical(counted));
    }

    /** A short mark of a text. */
    public static String ofText(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java machine has SHA-256", e);
        }
    }

    private static String canonical(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .filter(entry -> !empty(entry.getValue()))
                        .map(entry -> quoted(entry.getKey()) + ":" + canonical(entry.getValue()))
                        .sorted()
                        .collect(Collectors.joining(",", "{", "}"));
            // in no order: a list of devices or options that is written anew means the same
            case List<?> list ->
                list.stream().map(NodeClassHash::canonical).sorted().collect(Collectors.joining(",", "[", "]"));
            default -> quoted(value);
        };
    }

    private static boolean empty(@Nullable Object value) {
        return switch (value) {
            case null -> true;
            case Map<?, ?> map -> map.isEmpty();
            case List<?> list -> list.isEmpty();
            case String text -> text.isEmpty();
            default -> false;
        };
    }

    private static String quoted(Object value) {
        return "\"" + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
