package dev.nodecast.aws.testbed;

/** The accounts of this package's tests, for those of other packages. */
public final class CalmAccount {

    public static final String CLUSTER = Accounts.CLUSTER;
    public static final String REGION = "ap-northeast-2";

    private CalmAccount() {}

    /** An account in which nothing goes wrong. */
    public static SimulatedAws open() {
        return Accounts.calm();
    }
}
