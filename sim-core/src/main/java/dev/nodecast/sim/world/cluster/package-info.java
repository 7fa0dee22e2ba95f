/**
 * The cluster: the API server's objects and watches, and the actors that change them: Deployment and DaemonSet
 * controllers, kubelets, the Eviction API and the collector of lost nodes' pods. Open
 * {@link dev.nodecast.sim.world.cluster.ApiServer} first.
 */
@NullMarked
package dev.nodecast.sim.world.cluster;

import org.jspecify.annotations.NullMarked;
