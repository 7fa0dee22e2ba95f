package dev.nodecast.aws.ec2;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Why a call to AWS failed, and what is to be done about it (codes: karpenter-provider-aws {@code pkg/errors} and the
 * services' lists of common errors).
 *
 * @param code as the service gives it; empty where no service answered
 */
public record AwsFailure(Kind kind, String code, String message) {

    private static final int SERVER_ERROR = 500;

    private static final Set<String> CREDENTIALS = Set.of(
            "AuthFailure",
            "ExpiredToken",
            "ExpiredTokenException",
            "RequestExpired",
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "InvalidSignatureException",
            "SignatureDoesNotMatch");
    private static final Set<String> NOT_AUTHORIZED = Set.of(
            "UnauthorizedOperation", "AccessDenied", "AccessDeniedException", "AuthorizationError", "OptInRequired");
    private static final Set<String> THROTTLED = Set.of(
            "RequestLimitExceeded",
            "Throttling",
            "ThrottlingException",
            "RequestThrottled",
            "TooManyRequestsException");
    private static final Set<String> NOT_FOUND = Set.of(
            "InvalidCapacityReservationId.NotFound",
            "InvalidInstanceID.NotFound",
            "InvalidLaunchTemplateName.NotFoundException",
            "InvalidLaunchTemplateId.NotFound",
            "InvalidGroup.NotFound",
            "InvalidSubnetID.NotFound",
            "InvalidAMIID.NotFound",
            "QueueDoesNotExist",
            "AWS.SimpleQueueService.NonExistentQueue",
            "NoSuchEntity",
            "ParameterNotFound",
            "ResourceNotFoundException");

    /** What kind of failure it is. */
    public enum Kind {
        NOT_FOUND,
        NOT_AUTHORIZED,
        /** Credentials are missing, wrong or have expired. */
        CREDENTIALS,
        THROTTLED,
        /** The service itself failed. */
        SERVER,
        /** No service answered: no network, no such region, or no credentials to ask with. */
        UNREACHABLE,
        OTHER
    }

    /** What an exception of the SDK says. */
    public static AwsFailure of(Throwable thrown) {
        if (thrown instanceof AwsServiceException service) {
            AwsErrorDetails details = service.awsErrorDetails();
            String code = details == null ? "" : orEmpty(details.errorCode());
            String message = details == null ? orEmpty(service.getMessage()) : orEmpty(details.errorMessage());
            return new AwsFailure(kind(code, service.statusCode()), code, message);
        }
        String message = orEmpty(thrown.getMessage());
        if (message.contains("credentials")) {
            return new AwsFailure(Kind.CREDENTIALS, "", message);
        }
        return new AwsFailure(thrown instanceof SdkException ? Kind.UNREACHABLE : Kind.OTHER, "", message);
    }

    private static Kind kind(String code, int status) {
        if (NOT_FOUND.contains(code)) {
            return Kind.NOT_FOUND;
        }
        if (NOT_AUTHORIZED.contains(code)) {
            return Kind.NOT_AUTHORIZED;
        }
        if (CREDENTIALS.contains(code)) {
            return Kind.CREDENTIALS;
        }
        if (THROTTLED.contains(code)) {
            return Kind.THROTTLED;
        }
        return status >= SERVER_ERROR ? Kind.SERVER : Kind.OTHER;
    }

    /** Whether it may pass without anybody doing anything. */
    public boolean passes() {
        return kind == Kind.THROTTLED || kind == Kind.SERVER || kind == Kind.UNREACHABLE;
    }

    /** Whether the call may have had its effect all the same, as its answer was lost. */
    public boolean ambiguous() {
        return kind == Kind.SERVER || kind == Kind.UNREACHABLE;
    }

    public boolean notFound() {
        return kind == Kind.NOT_FOUND;
    }

    public boolean hasCode(String other) {
        return code.equals(other);
    }

    /** In one word, as conditions and events give reasons. */
    public String reason() {
        return switch (kind) {
            case NOT_FOUND -> "NotFound";
            case NOT_AUTHORIZED -> "NotAuthorized";
            case CREDENTIALS -> "CredentialsInvalid";
            case THROTTLED -> "Throttled";
            case SERVER -> "ServiceFailed";
            case UNREACHABLE -> "Unreachable";
            case OTHER -> code.isEmpty() ? "Failed" : code.replaceAll("[^A-Za-z0-9]", "");
        };
    }

    /**
     * A sentence for people.
     *
     * @param call such as {@code ec2:DescribeSubnets}
     */
    public String sentence(String call) {
        return call + " failed" + (code.isEmpty() ? "" : " with " + code) + ": " + message + remedy(call);
    }

    private String remedy(String call) {
        return switch (kind) {
            case NOT_AUTHORIZED -> "; allow " + call + " in the policy of the controller's role";
            case CREDENTIALS ->
                "; check the controller's credentials: IRSA or Pod Identity of its service account, or AWS_PROFILE";
            case UNREACHABLE -> "; check the region, and that the VPC has a way to the service";
            default -> "";
        };
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
