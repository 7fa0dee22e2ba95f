package dev.nodecast.aws.ec2;

import dev.nodecast.aws.cloud.CloudUnavailableException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.pricing.PricingClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The clients of one account and region. Credentials, and endpoints that differ from AWS's ({@code AWS_ENDPOINT_URL_EC2}
 * and so on), are found as the SDK finds them.
 *
 * <p>Launching and ending instances has a client of its own: each client slows itself down where a service throttles
 * it (the SDK's adaptive retry, with jitter), and describing must not slow launching.
 *
 * @param launching for what changes instances
 * @param reading for what only looks
 */
public record AwsClients(
        String region,
        Ec2Client launching,
        Ec2Client reading,
        SsmClient ssm,
        IamClient iam,
        SqsClient sqs,
        EksClient eks,
        PricingClient pricing)
        implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Longer than the longest poll of a queue. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /**
     * Clients of a region.
     *
     * @param endpoint one address for all services, as test beds have; null for AWS's own
     */
    public static AwsClients of(String region, @Nullable URI endpoint) {
        SdkHttpClient http = UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(ANSWER)
                .build();
        Region here = Region.of(region);
        return new AwsClients(
                region,
                with(Ec2Client.builder().httpClient(http), here, endpoint).build(),
                with(Ec2Client.builder().httpClient(http), here, endpoint).build(),
                with(SsmClient.builder().httpClient(http), here, endpoint).build(),
                with(IamClient.builder().httpClient(http), iamRegion(region), endpoint)
                        .build(),
                with(SqsClient.builder().httpClient(http), here, endpoint).build(),
                with(EksClient.builder().httpClient(http), here, endpoint).build(),
                with(PricingClient.builder().httpClient(http), pricingRegion(region), endpoint)
                        .build());
    }

    /**
     * Clients of the region that the environment names: variables, profile, or the instance that this runs on.
     *
     * @throws CloudUnavailableException where it names none
     */
    public static AwsClients ofEnvironment() {
        try {
            return of(
                    DefaultAwsRegionProviderChain.builder().build().getRegion().id(), null);
        } catch (SdkClientException e) {
            throw new CloudUnavailableException(
                    "the environment names no AWS region: set AWS_REGION, or give --region", e);
        }
    }

    private static <B extends AwsClientBuilder<B, ?>> B with(B builder, Region region, @Nullable URI endpoint) {
        builder.region(region).overrideConfiguration(c -> c.retryStrategy(RetryMode.ADAPTIVE_V2));
        return endpoint == null ? builder : builder.endpointOverride(endpoint);
    }

    /** IAM has one address per partition. */
    private static Region iamRegion(String region) {
        return region.startsWith("cn-")
                ? Region.AWS_CN_GLOBAL
                : region.startsWith("us-gov-") ? Region.AWS_US_GOV_GLOBAL : Region.AWS_GLOBAL;
    }

    /** The price list is served in few regions (karpenter-provider-aws {@code pkg/providers/pricing}). */
    private static Region pricingRegion(String region) {
        if (region.startsWith("ap-")) {
            return Region.AP_SOUTH_1;
        }
        if (region.startsWith("cn-")) {
            return Region.CN_NORTHWEST_1;
        }
        return region.startsWith("eu-") ? Region.EU_CENTRAL_1 : Region.US_EAST_1;
    }

    @Override
    public void close() {
        List.<SdkClient>of(launching, reading, ssm, iam, sqs, eks, pricing).forEach(SdkClient::close);
    }
}
