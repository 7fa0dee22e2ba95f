/**
 * A rehearsal of the controller: a cluster that is only played and a simulated account, on which it runs for some seconds so
 * that the Java machine can note down what a start needs (JEP 483, 514 and 515). No control plane is wanted for it.
 */
@NullMarked
package dev.nodecast.aws.testbed.rehearsal;

import org.jspecify.annotations.NullMarked;
