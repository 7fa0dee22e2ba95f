package dev.nodecast.aws.ec2.nodeclass;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nodecast.aws.ec2.Aws;
import dev.nodecast.aws.ec2.AwsClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an EC2NodeClass says where AWS refuses every call, or does not answer. */
class RefusingAwsTest {

    private final HttpServer server = server();
    private String code = "";

    private HttpServer server() {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            made.createContext("/", this::refuse);
            made.start();
            return made;
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    private void refuse(HttpExchange exchange) throws IOException {
        boolean json = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"))
                .contains("json");
        String body = json
                ? "{\"__type\": \"" + code + "\", \"message\": \"refused\"}"
                : "<Response><Errors><Error><Code>" + code
                        + "</Code><Message>refused</Message></Error></Errors></Response>";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(json ? 400 : 403, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private ResolvedNodeClass resolved() {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (AwsClients aws = Aws.of(address)) {
            return new NodeClassResolver(aws, Aws.cluster(), InstantSource.system(), true)
                    .resolve(Aws.nodeClass(Map.of()), null);
        }
    }

    private static Condition subnets(ResolvedNodeClass found) {
        return found.condition(Condition.SUBNETS).orElseThrow();
    }

    @Test
    void expiredCredentialsAreNamedWithTheirRemedy() {
        code = "RequestExpired";

        ResolvedNodeClass found = resolved();

        assertThat(found.ready()).isFalse();
        assertThat(subnets(found).status()).isEqualTo(Condition.Status.FALSE);
        assertThat(subnets(found).reason()).isEqualTo("CredentialsInvalid");
        assertThat(subnets(found).message())
                .startsWith("ec2:DescribeSubnets failed with RequestExpired")
                .endsWith("; check the controller's credentials: IRSA or Pod Identity of its service account, or"
                        + " AWS_PROFILE");
    }

    @Test
    void aMissingPermissionNamesTheCallToAllow() {
        code = "UnauthorizedOperation";

        ResolvedNodeClass found = resolved();

        assertThat(found.ready()).isFalse();
        assertThat(subnets(found).reason()).isEqualTo("NotAuthorized");
        assertThat(subnets(found).message())
                .endsWith("; allow ec2:DescribeSubnets in the policy of the controller's role");
    }

    @Test
    void whereNobodyAnswersTheRegionIsToBeChecked() {
        server.stop(0);

        ResolvedNodeClass found = resolved();

        assertThat(found.ready()).isFalse();
        assertThat(subnets(found).status()).isEqualTo(Condition.Status.UNKNOWN);
        assertThat(subnets(found).reason()).isEqualTo("Unreachable");
        assertThat(subnets(found).message()).contains("check the region");
    }
}
