package dev.nodecast.aws.testbed.ec2;

import dev.nodecast.aws.testbed.http.AwsError;
import dev.nodecast.aws.testbed.http.QueryRequest;
import dev.nodecast.aws.testbed.http.Xml;
import dev.nodecast.aws.testbed.world.Images.Image;
import dev.nodecast.aws.testbed.world.SimulatedAccount;
import java.util.List;
import java.util.Map;

/** Machine images. */
final class ImageActions {

    private static final int MOST = 1_000;

    /** EKS's own account of images. */
    private static final String OWNER = "602401143452";

    private final SimulatedAccount account;

    ImageActions(SimulatedAccount account) {
        this.account = account;
    }

    Map<String, Action> all() {
        return Map.of("DescribeImages", this::describe);
    }

    private void describe(QueryRequest request, Xml xml) {
        List<String> ids = request.texts("ImageId");
        for (String id : ids) {
            if (account.images().all().stream().noneMatch(image -> image.id().equals(id))) {
                throw new AwsError("InvalidAMIID.NotFound", "The image id '[" + id + "]' does not exist");
            }
        }
        List<String> owners = request.texts("Owner");
        Filters filters = Filters.of(request);
        List<Image> found = account.images().all().stream()
                .filter(image -> ids.isEmpty() || ids.contains(image.id()))
                .filter(image -> owners.isEmpty() || owners.contains("amazon") || owners.contains(OWNER))
                .filter(image -> filters.match(Map.of(), name -> attribute(image, name)))
                .toList();
        Page<Image> page = Page.of(found, request, MOST);
        xml.set("imagesSet", page.items(), ImageActions::write).text("nextToken", page.nextToken());
    }

    private static List<String> attribute(Image image, String name) {
        return switch (name) {
            case "image-id" -> List.of(image.id());
            case "name" -> List.of(image.name());
            case "architecture" -> List.of(image.architecture());
            case "owner-id" -> List.of(OWNER);
            case "owner-alias" -> List.of("amazon");
            case "is-public" -> List.of("true");
            case "state" -> List.of("available");
            default -> throw Filters.unknown(name);
        };
    }

    private static void write(Xml xml, Image image) {
        xml.text("imageId", image.id())
                .text("name", image.name())
                .text("architecture", image.architecture())
                .text("imageOwnerId", OWNER)
                .text("imageOwnerAlias", "amazon")
                .text("imageState", "available")
                .text("imageType", "machine")
                .text("isPublic", true)
                .text("creationDate", "2026-11-01T00:00:00.000Z")
                .text("rootDeviceType", "ebs")
                .text("rootDeviceName", "/dev/xvda")
                .text("virtualizationType", "hvm");
    }
}
