package dev.nodecast.aws.ec2.nodeclass;

import dev.nodecast.aws.ec2.AwsFailure;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What looking for one part of a node class has come to.
 *
 * @param value empty in its own way where the condition is not met
 */
record Finding<T>(T value, Condition condition) {

    static <T> Finding<T> found(T value, String type) {
        return new Finding<>(value, Condition.met(type));
    }

    /**
     * Looks. A failure that may pass leaves what was found before as it was: nobody's nodes should wait for a service that
     * is slow for a moment.
     *
     * @param call for messages, such as {@code ec2:DescribeSubnets}
     */
    static <T> Finding<T> of(String call, Finding<T> before, Supplier<Finding<T>> look) {
        try {
            return look.get();
        } catch (SdkException e) {
            AwsFailure failure = AwsFailure.of(e);
            return failure.passes() && before.condition.isMet()
                    ? before
                    : new Finding<>(before.value, Condition.failed(before.condition.type(), failure, call));
        }
    }
}
