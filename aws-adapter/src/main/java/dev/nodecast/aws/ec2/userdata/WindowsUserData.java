package dev.nodecast.aws.ec2.userdata;

/** Windows: a PowerShell script that calls {@code Start-EKSBootstrap.ps1}, after the user's own. */
final class WindowsUserData {

    private WindowsUserData() {}

    static String text(NodeSetup setup) {
        StringBuilder script = new StringBuilder("<powershell>\n");
        if (!setup.custom().isEmpty()) {
            script.append(setup.custom()).append('\n');
        }
        script.append("[string]$EKSBootstrapScriptFile = \"$env:ProgramFiles\\Amazon\\EKS\\Start-EKSBootstrap.ps1\"\n")
                .append("& $EKSBootstrapScriptFile -EKSClusterName '")
                .append(setup.cluster().name())
                .append("' -APIServerEndpoint '")
                .append(setup.cluster().endpoint())
                .append('\'');
        if (!setup.cluster().caBundle().isEmpty()) {
            script.append(" -Base64ClusterCA '")
                    .append(setup.cluster().caBundle())
                    .append('\'');
        }
        script.append(" -KubeletExtraArgs '")
                .append(String.join(" ", KubeletFlags.of(setup)))
                .append('\'');
        if (!setup.clusterDns().isEmpty()) {
            script.append(" -DNSClusterIP '").append(setup.clusterDns()).append('\'');
        }
        return script.append("\n</powershell>").toString();
    }
}
