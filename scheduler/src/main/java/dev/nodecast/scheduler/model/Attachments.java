package dev.nodecast.scheduler.model;

import java.util.List;

/**
 * What has to be attached to a node before a pod can run there.
 *
 * @param claims the persistent volume claims it mounts, in the order of its volumes
 * @param devices whether it asks for devices by resource claims (dynamic resource allocation)
 */
public record Attachments(List<ClaimMount> claims, boolean devices) {

    /** Nothing. */
    public static final Attachments NONE = new Attachments(List.of(), false);

    /**
     * A volume that a claim stands for.
     *
     * @param name of the claim, or of the volume where the claim is made with the pod
     * @param ephemeral whether the claim is made with the pod and goes with it
     */
    public record ClaimMount(String name, boolean ephemeral) {

        /** The claim's name: that of an ephemeral one begins with the pod's. */
        public String claimName(String pod) {
            return ephemeral ? pod + "-" + name : name;
        }
    }

    public Attachments {
        claims = List.copyOf(claims);
    }

    /** Those of the given claims that pods share, without devices. */
    public static Attachments ofClaims(String... names) {
        return new Attachments(
                List.of(names).stream().map(name -> new ClaimMount(name, false)).toList(), false);
    }

    /** The names of the claims that do not go with the pod. */
    public List<String> claimNames() {
        return claims.stream()
                .filter(mount -> !mount.ephemeral())
                .map(ClaimMount::name)
                .toList();
    }
}
