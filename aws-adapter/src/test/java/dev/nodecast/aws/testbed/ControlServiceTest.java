package dev.nodecast.aws.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What somebody can let happen in a simulated account. */
class ControlServiceTest {

    private final SimulatedAws aws = Accounts.calm();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
        aws.close();
    }

    private HttpResponse<String> post(String what, String form) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(aws.uri().resolve("/testbed/" + what))
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theStateSaysWhatWasCalled() throws Exception {
        HttpResponse<String> state = post("state", "");
        assertThat(state.statusCode()).isEqualTo(200);
        assertThat(state.body()).contains("\"instances\":[]", "\"testbed:state\":1");
    }

    @Test
    void theCapacityOfAZoneIsLimitedForAllTypesOrForOne() throws Exception {
        assertThat(post("capacity", "zone=ap-northeast-2a&instances=0&instanceType=g5.xlarge")
                        .body())
                .contains("1 types in ap-northeast-2a hold at most 0 instances");
        assertThat(post("capacity", "zone=ap-northeast-2a&instances=3").body()).contains("hold at most 3 instances");
    }

    @Test
    void faultsAreSwitchedOnAndOff() throws Exception {
        assertThat(post("faults", "throttled=1").statusCode()).isEqualTo(200);
        assertThat(post("state", "").statusCode())
                .as("nothing goes wrong on the way to the controls")
                .isEqualTo(200);
        assertThat(post("faults", "throttled=0.7&slow=0.7").body()).contains("at most 1 together");
        assertThat(post("faults", "throttled=often").body()).contains("found often");
    }

    @Test
    void whatIsNotThereIsSaid() throws Exception {
        assertThat(post("interrupt", "instance=i-1").statusCode()).isEqualTo(404);
        assertThat(post("interrupt", "").body()).contains("must contain the parameter instance");
        assertThat(post("explode", "").body()).contains("expected one of state, interrupt");
    }
}
