package dev.nodecast.aws.testbed.world;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Machine images that Amazon publishes for EKS, under the names and public SSM parameters of the EKS and Bottlerocket
 * documentation; one release of each.
 *
 * @param all in the order of their names
 * @param parameters the id of an image by the path of the SSM parameter that holds it
 */
public record Images(List<Image> all, SortedMap<String, String> parameters) {

    private static final int FIRST_MINOR = 29;
    private static final int LAST_MINOR = 40;
    private static final String RELEASE = "v20261101";
    private static final String BOTTLEROCKET_RELEASE = "1.50.0";

    /**
     * One image.
     *
     * @param architecture {@code x86_64} or {@code arm64}
     */
    public record Image(String id, String name, String architecture) {}

    public static Images published() {
        Images images = new Images(new ArrayList<>(), new TreeMap<>());
        for (int minor = FIRST_MINOR; minor <= LAST_MINOR; minor++) {
            for (String architecture : List.of("x86_64", "arm64")) {
                images.publishAmazonLinux("1." + minor, architecture);
                images.publishBottlerocket("1." + minor, architecture);
            }
        }
        return images;
    }

    private void publishAmazonLinux(String version, String architecture) {
        for (String variant : List.of("standard", "nvidia", "neuron")) {
            String name = "amazon-eks-node-al2023-" + architecture + "-" + variant + "-" + version + "-" + RELEASE;
            String path =
                    "/aws/service/eks/optimized-ami/" + version + "/amazon-linux-2023/" + architecture + "/" + variant;
            String id = add(name, architecture);
            parameters.put(path + "/recommended/image_id", id);
            parameters.put(path + "/" + name + "/image_id", id);
        }
    }

    private void publishBottlerocket(String version, String architecture) {
        for (String variant : List.of("", "-nvidia")) {
            String name =
                    "bottlerocket-aws-k8s-" + version + variant + "-" + architecture + "-v" + BOTTLEROCKET_RELEASE;
            String path = "/aws/service/bottlerocket/aws-k8s-" + version + variant + "/" + architecture;
            String id = add(name, architecture);
            parameters.put(path + "/latest/image_id", id);
            parameters.put(path + "/" + BOTTLEROCKET_RELEASE + "/image_id", id);
        }
    }

    private String add(String name, String architecture) {
        CRC32 hash = new CRC32();
        hash.update(name.getBytes(StandardCharsets.UTF_8));
        String id = "ami-0" + HexFormat.of().toHexDigits(hash.getValue());
        all.add(new Image(id, name, architecture));
        return id;
    }
}
