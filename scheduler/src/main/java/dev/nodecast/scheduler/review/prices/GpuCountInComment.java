package dev.nodecast.scheduler.review.prices;

import dev.nodecast.scheduler.catalog.InstanceFacts;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A comment names a number of GPUs that the type does not have. */
public final class GpuCountInComment extends Rule {

    private static final Pattern COUNT = Pattern.compile(
            "(?i)(?:\\b([0-9]{1,2})\\s*[x×]\\s*(?:NVIDIA|Tesla|[ATLVH][0-9]|GPU)|\\b[ATLVH][0-9]{1,3}[A-Z]?(?:\\s*[0-9]+\\s*Gi?B)?\\s*[x×]\\s*([0-9]{1,2})\\b|\\bGPUs?\\s*[x×]\\s*([0-9]{1,2})\\b)");

    /** The rule. */
    public GpuCountInComment() {
        super(
                "NC1602",
                "A comment names the wrong number of GPUs",
                "Sizes of a GPU family differ in vCPUs and memory before they differ in GPUs: of the g5 family xlarge to 8xlarge"
                        + " and 16xlarge have one A10G, 12xlarge and 24xlarge four, 48xlarge eight.",
                "https://aws.amazon.com/ec2/instance-types/g5/");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (TypeComment comment : TypeComment.of(system)) {
            InstanceFacts facts = system.catalogue().types().get(comment.instanceType());
            Matcher matcher = COUNT.matcher(comment.text());
            if (facts == null || facts.gpus().count() == 0 || !matcher.find()) {
                continue;
            }
            int claimed = Integer.parseInt(first(matcher));
            if (claimed != facts.gpus().count()) {
                String gpu = facts.gpus().name().toUpperCase(Locale.ROOT);
                String has = facts.gpus().count() + " " + gpu;
                findings.add(warning(comment.mark(), comment.instanceType() + " has " + has + ", not " + claimed)
                        .found("the comment \"" + comment.text() + "\"")
                        .expected(has + ", " + facts.cpu().vcpu() + " vCPUs")
                        .consequence("pods that ask for " + claimed
                                + " GPUs do not fit; what the type costs more is for vCPUs and memory")
                        .help("correct the comment; choose a size with " + claimed
                                + " or more GPUs where they are needed"));
            }
        }
    }

    private static String first(Matcher matcher) {
        for (int group = 1; group <= matcher.groupCount(); group++) {
            String text = matcher.group(group);
            if (text != null) {
                return text;
            }
        }
        return "0";
    }
}
