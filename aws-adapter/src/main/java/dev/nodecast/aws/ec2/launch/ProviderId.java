package dev.nodecast.aws.ec2.launch;

/** {@code aws:///us-east-1a/i-0123…}: how nodes and claims name an instance. */
public final class ProviderId {

    private static final String PREFIX = "aws:///";

    private ProviderId() {}

    public static String of(String zone, String instanceId) {
        return PREFIX + zone + "/" + instanceId;
    }

    /** The instance's id; the text itself where it is in no other form. */
    public static String instanceId(String providerId) {
        return providerId.substring(providerId.lastIndexOf('/') + 1);
    }
}
