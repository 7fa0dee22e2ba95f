package dev.nodecast.aws.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** What is said of calls that fail. */
class AwsFailureTest {

    @ParameterizedTest
    @CsvSource({
        "UnauthorizedOperation, 403, NOT_AUTHORIZED, NotAuthorized",
        "AccessDenied, 403, NOT_AUTHORIZED, NotAuthorized",
        "ExpiredToken, 403, CREDENTIALS, CredentialsInvalid",
        "AuthFailure, 401, CREDENTIALS, CredentialsInvalid",
        "RequestLimitExceeded, 503, THROTTLED, Throttled",
        "InvalidInstanceID.NotFound, 400, NOT_FOUND, NotFound",
        "InternalError, 500, SERVER, ServiceFailed",
        "InvalidParameterValue, 400, OTHER, InvalidParameterValue"
    })
    void theCodeSaysWhatKindItIs(String code, int status, AwsFailure.Kind kind, String reason) {
        AwsFailure failure = AwsFailure.of(Ec2Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("because")
                        .build())
                .build());

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.sentence("ec2:CreateFleet")).startsWith("ec2:CreateFleet failed with " + code + ": because");
    }

    @Test
    void theSentenceSaysWhatWouldHelp() {
        assertThat(new AwsFailure(AwsFailure.Kind.NOT_AUTHORIZED, "UnauthorizedOperation", "no")
                        .sentence("ec2:CreateFleet"))
                .isEqualTo(
                        "ec2:CreateFleet failed with UnauthorizedOperation: no; allow ec2:CreateFleet in the policy of"
                                + " the controller's role");
    }

    @Test
    void anAddressWhereNobodyAnswersIsUnreachable() {
        try (AwsClients aws = Aws.of(URI.create("http://127.0.0.1:1"))) {
            Throwable thrown = catchThrowable(() -> aws.eks().describeCluster(r -> r.name("c")));

            assertThat(AwsFailure.of(thrown).kind()).isEqualTo(AwsFailure.Kind.UNREACHABLE);
            assertThat(AwsFailure.of(thrown).passes()).isTrue();
        }
    }
}
