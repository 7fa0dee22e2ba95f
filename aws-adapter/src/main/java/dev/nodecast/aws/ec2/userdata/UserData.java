package dev.nodecast.aws.ec2.userdata;

/**
 * The user data of an instance: the user's own merged with what makes it a node of the cluster
 * ({@code pkg/providers/amifamily/bootstrap} of karpenter-provider-aws). Equal setups give equal text.
 */
public final class UserData {

    private UserData() {}

    /**
     * The text, not yet in base64.
     *
     * @throws UnusableUserDataException where the user's own cannot be read
     */
    public static String text(NodeSetup setup) {
        return switch (setup.family()) {
            case AL2023 -> NodeadmUserData.text(setup);
            case AL2 -> EksBootstrapUserData.text(setup);
            case BOTTLEROCKET -> BottlerocketUserData.text(setup);
            case WINDOWS -> WindowsUserData.text(setup);
            case CUSTOM -> setup.custom();
        };
    }
}
