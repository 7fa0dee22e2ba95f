package dev.nodecast.scheduler.review.cluster;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.model.Ec2NodeClass;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.source.HclBlock;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import java.util.List;
import java.util.regex.Pattern;

/** Docker's service or settings on nodes that run containerd. */
public final class DockerOnContainerd extends Rule {

    private static final Pattern SERVICE = Pattern.compile(
            "(systemctl\\s+(?:re)?(?:start|load|enable)\\s+(--now\\s+)?docker|service\\s+docker\\s+(re)?start)");
    private static final Pattern SETTINGS = Pattern.compile("/etc/docker/daemon\\.json");
    private static final int LAST_WITH_DOCKER = 23;

    /** The rule. */
    public DockerOnContainerd() {
        super(
                "NC1507",
                "Docker settings on nodes that run containerd",
                "EKS images for Kubernetes 1.24 and later have containerd as their only container runtime. Settings for Docker have"
                        + " no effect on pods, and restarting a service that is not there fails. Kubelet rotates the logs of"
                        + " containers by itself: containerLogMaxSize and containerLogMaxFiles, 10 MiB and 5 files by default.",
                "https://docs.aws.amazon.com/eks/latest/userguide/dockershim-deprecation.html");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        if (system.kubernetesMinor().orElse(Integer.MAX_VALUE) <= LAST_WITH_DOCKER) {
            return;
        }
        for (Manifest<Ec2NodeClass> nodeClass : system.manifests().of(Ec2NodeClass.class)) {
            check(nodeClass.value().userData(), nodeClass.markAt("spec", "userData"), findings);
        }
        for (HclBlock block : system.terraform().blocks()) {
            for (String argument : List.of("user_data", "pre_bootstrap_user_data", "post_bootstrap_user_data")) {
                block.body().get(argument).ifPresent(v -> check(v.text(), v.mark(), findings));
            }
        }
    }

    private void check(String script, SourceMark start, Diagnostics findings) {
        boolean service = SERVICE.matcher(script).find();
        boolean settings = SETTINGS.matcher(script).find();
        if (service || settings) {
            findings.add(
                    warning(place(start, service ? SERVICE : SETTINGS), "the node has no Docker: it runs containerd")
                            .field("userData")
                            .found((settings ? "/etc/docker/daemon.json" : "")
                                    + (service && settings ? " and " : "")
                                    + (service ? "a start of the service docker" : ""))
                            .expected("settings for kubelet or containerd")
                            .consequence(
                                    "the log rotation that is set here never holds, and the script ends with an error")
                            .help(
                                    "remove these lines; kubelet rotates container logs (containerLogMaxSize, containerLogMaxFiles)"));
        }
    }

    /** The line of the script in its file, where it can be found below the place where the script begins. */
    private static SourceMark place(SourceMark start, Pattern pattern) {
        for (int line = Math.max(1, start.line()); line <= start.source().lineCount(); line++) {
            var matcher = pattern.matcher(start.source().line(line).orElse(""));
            if (matcher.find()) {
                return new SourceMark(start.source(), line, matcher.start() + 1, matcher.end() - matcher.start());
            }
        }
        return start;
    }
}
