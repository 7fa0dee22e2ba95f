/** What AWS's protocols have in common: requests in query form, answers in XML or JSON, errors, and faults by seed. */
@NullMarked
package dev.nodecast.aws.testbed.http;

import org.jspecify.annotations.NullMarked;
