package dev.nodecast.aws.ec2.nodeclass;

import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.NodeSelectorRequirement.Operator;
import java.util.List;

/** For which machines a published image is made ({@code pkg/providers/amifamily/types.go}). */
enum AmiVariant {
    STANDARD("standard"),
    NVIDIA("nvidia"),
    NEURON("neuron");

    private static final String ACCELERATORS = "karpenter.k8s.aws/instance-accelerator-count";
    private static final String GPUS = "karpenter.k8s.aws/instance-gpu-count";

    private final String text;

    AmiVariant(String text) {
        this.text = text;
    }

    /** As it stands in the names of SSM parameters. */
    String text() {
        return text;
    }

    List<NodeSelectorRequirement> requirements() {
        return switch (this) {
            case STANDARD -> List.of(on(ACCELERATORS, Operator.DOES_NOT_EXIST), on(GPUS, Operator.DOES_NOT_EXIST));
            case NVIDIA -> List.of(on(GPUS, Operator.EXISTS));
            case NEURON -> List.of(on(ACCELERATORS, Operator.EXISTS));
        };
    }

    private static NodeSelectorRequirement on(String label, Operator operator) {
        return new NodeSelectorRequirement(label, operator, List.of(), null);
    }
}
