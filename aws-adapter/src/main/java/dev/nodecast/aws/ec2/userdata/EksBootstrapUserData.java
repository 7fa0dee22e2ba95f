package dev.nodecast.aws.ec2.userdata;

import java.util.ArrayList;
import java.util.List;

/** AL2: the script that calls {@code /etc/eks/bootstrap.sh}, after the user's own parts. */
final class EksBootstrapUserData {

    private static final String CONTINUED = " \\\n";

    private EksBootstrapUserData() {}

    static String text(NodeSetup setup) {
        List<MimeArchive.Part> parts = new ArrayList<>();
        if (MimeArchive.is(setup.custom())) {
            parts.addAll(MimeArchive.parse(setup.custom()).parts());
        } else if (!setup.custom().isEmpty()) {
            parts.add(new MimeArchive.Part(MimeArchive.SHELL, setup.custom()));
        }
        parts.add(new MimeArchive.Part(MimeArchive.SHELL, script(setup)));
        return new MimeArchive(parts).text();
    }

    /** bootstrap.sh wants its arguments apart from their names, not after an equals sign. */
    private static String script(NodeSetup setup) {
        String dns = setup.clusterDns();
        StringBuilder script = new StringBuilder("#!/bin/bash -xe\n")
                .append("exec > >(tee /var/log/user-data.log|logger -t user-data -s 2>/dev/console) 2>&1\n")
                .append("/etc/eks/bootstrap.sh '")
                .append(setup.cluster().name())
                .append("' --apiserver-endpoint '")
                .append(setup.cluster().endpoint())
                .append('\'');
        if (!setup.cluster().caBundle().isEmpty()) {
            script.append(" --b64-cluster-ca '")
                    .append(setup.cluster().caBundle())
                    .append('\'');
        }
        if (dns.contains(":")) {
            script.append(CONTINUED).append("--ip-family ipv6");
        }
        if (!dns.isEmpty()) {
            script.append(CONTINUED).append("--dns-cluster-ip '").append(dns).append('\'');
        }
        if (setup.kubelet().containsKey("maxPods")) {
            script.append(CONTINUED).append("--use-max-pods false");
        }
        script.append(CONTINUED)
                .append("--kubelet-extra-args '")
                .append(String.join(" ", KubeletFlags.of(setup)))
                .append('\'');
        if (setup.raid0()) {
            script.append(CONTINUED).append("--local-disks raid0");
        }
        return script.toString();
    }
}
