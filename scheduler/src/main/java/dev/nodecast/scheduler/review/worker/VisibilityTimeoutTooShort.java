package dev.nodecast.scheduler.review.worker;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.source.CodeBlock;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A task that may run longer than the broker waits for its acknowledgement. */
public final class VisibilityTimeoutTooShort extends Rule {

    private static final long REDIS_DEFAULT_S = 3600;
    private static final String NUMBERS = "[\"']?\\s*[=:]\\s*([0-9][0-9_.]*(?:\\s*\\*\\s*[0-9][0-9_.]*)*)";
    private static final Pattern VISIBILITY = Pattern.compile("(?i)visibility_timeout" + NUMBERS);
    private static final Pattern TIME_LIMIT =
            Pattern.compile("(?i)(?<![a-z])(?:task_|celeryd_task_|celery_task_)?time_limit" + NUMBERS);
    private static final Pattern BACKOFF_MAX = Pattern.compile("(?i)retry_backoff_max" + NUMBERS);
    private static final Pattern LATE_ACK = Pattern.compile("(?i)acks_late[\"']?\\s*[=:]\\s*true");
    private static final Pattern REDIS = Pattern.compile("(?i)rediss?://|redis-|sentinel://|visibility_timeout");

    /** The rule. */
    public VisibilityTimeoutTooShort() {
        super(
                "NC1407",
                "A task may run longer than the visibility timeout",
                "With Redis a message that is not acknowledged within the visibility timeout, an hour by default, is delivered"
                        + " again, though a worker is still busy with it. With acks_late, or while a retry waits for its"
                        + " countdown, the task is then executed twice, and again each time the timeout has passed.",
                "https://docs.celeryq.dev/en/stable/getting-started/backends-and-brokers/redis.html#redis-caveats");
    }

    /** A setting in seconds. */
    private record Stated(double seconds, String text, SourceMark mark) {}

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        if (!onRedis(system)) {
            return;
        }
        Optional<Stated> stated = settings(system, VISIBILITY).findFirst();
        double timeoutS = stated.map(Stated::seconds).orElse((double) REDIS_DEFAULT_S);
        boolean late =
                code(system).anyMatch(block -> LATE_ACK.matcher(block.text()).find());
        Stream<Stated> limits = late ? settings(system, TIME_LIMIT) : Stream.empty();
        Stream.concat(limits, settings(system, BACKOFF_MAX))
                .filter(limit -> limit.seconds > timeoutS)
                .forEach(limit -> findings.add(warning(
                                stated.map(Stated::mark).orElse(limit.mark),
                                "the visibility timeout is shorter than a task may take")
                        .field("broker_transport_options.visibility_timeout")
                        .found(stated.map(Stated::text).orElse("none, which means 3600 s") + ", beside `" + limit.text
                                + "`")
                        .expected("a visibility timeout above the longest task and the longest countdown")
                        .consequence(
                                "the task is executed again while it runs, on another GPU, and its results collide")
                        .help("set broker_transport_options = {\"visibility_timeout\": " + Math.round(2 * limit.seconds)
                                + "}, or limit the task to less")));
    }

    /** Celery's configuration is Python; some write it as environment variables or Helm values. */
    private static Stream<CodeBlock> code(ReviewedSystem system) {
        return system.sources().python().stream();
    }

    private static boolean onRedis(ReviewedSystem system) {
        boolean inCode =
                code(system).anyMatch(block -> REDIS.matcher(block.text()).find());
        return inCode
                || system.workloads().stream()
                        .flatMap(workload -> workload.pod().containers().stream())
                        .flatMap(container -> container.env().values().stream())
                        .anyMatch(value -> REDIS.matcher(value).find());
    }

    private static Stream<Stated> settings(ReviewedSystem system, Pattern pattern) {
        return code(system).flatMap(block -> settings(block, pattern));
    }

    private static Stream<Stated> settings(CodeBlock block, Pattern pattern) {
        Stream.Builder<Stated> found = Stream.builder();
        for (int line = block.firstLine(); line <= block.lastLine(); line++) {
            String text = block.source().line(line).orElse("");
            int comment = text.indexOf('#');
            Matcher matcher = pattern.matcher(comment < 0 ? text : text.substring(0, comment));
            while (matcher.find()) {
                SourceMark mark =
                        block.mark(line, matcher.start() + 1, matcher.group().length());
                found.add(new Stated(product(matcher.group(1)), matcher.group(), mark));
            }
        }
        return found.build();
    }

    private static double product(String factors) {
        return Stream.of(factors.split("\\*"))
                .map(factor -> factor.replace("_", "").strip())
                .mapToDouble(factor -> factor.matches("[0-9]+(\\.[0-9]*)?") ? Double.parseDouble(factor) : 0)
                .reduce(1, (a, b) -> a * b);
    }
}
