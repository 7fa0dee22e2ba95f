package dev.nodecast.scheduler.review.source;

import dev.nodecast.scheduler.diagnostics.SourceMark;
import java.util.List;

/**
 * A block of HCL, such as {@code resource "aws_sqs_queue" "karpenter" { … }}.
 *
 * @param type the first word
 * @param labels the quoted words behind it
 * @param mark where its type stands
 * @param text the whole block as it is written
 */
public record HclBlock(String type, List<String> labels, SourceMark mark, String text, HclBody body) {

    public HclBlock {
        labels = List.copyOf(labels);
    }

    /** The label with this index; empty text where there are fewer. */
    public String label(int index) {
        return index < labels.size() ? labels.get(index) : "";
    }
}
