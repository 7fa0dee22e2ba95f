package dev.nodecast.scheduler.catalog;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is known of an EC2 instance type whatever its region.
 *
 * @param name such as {@code g5.xlarge}
 * @param cpu architecture, manufacturer and count
 * @param memoryMib as EC2 advertises it; nodes see less, see {@link NodeSizing}
 */
public record InstanceFacts(
        String name,
        Cpu cpu,
        long memoryMib,
        Gpus gpus,
        NetworkFacts network,
        DiskFacts disk,
        Set<InstanceTrait> traits) {

    /** Category, family and generation as Karpenter's AWS provider cuts them out of the name. */
    private static final Pattern NAME = Pattern.compile("([a-z]+)(-[0-9]+tb)?([0-9]+)[a-z0-9-]*\\.[a-z0-9-]+");

    private static final int CATEGORY = 1;
    private static final int GENERATION = 3;

    /**
     * The processor.
     *
     * @param arch {@code amd64} or {@code arm64}
     * @param manufacturer {@code intel}, {@code amd} or {@code aws}
     */
    public record Cpu(String arch, String manufacturer, int vcpu) {}

    public InstanceFacts {
        traits = Collections.unmodifiableSet(new LinkedHashSet<>(traits));
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "instance type: found `" + name + "`, expected a name such as g5.xlarge");
        }
    }

    static boolean validName(String name) {
        return NAME.matcher(name).matches();
    }

    public boolean has(InstanceTrait trait) {
        return traits.contains(trait);
    }

    /** Such as {@code g5}. */
    public String family() {
        return name.substring(0, name.indexOf('.'));
    }

    /** Such as {@code xlarge}. */
    public String size() {
        return name.substring(name.indexOf('.') + 1);
    }

    /** Such as {@code g}. */
    public String category() {
        return part(CATEGORY);
    }

    /** Such as {@code 5}. */
    public String generation() {
        return part(GENERATION);
    }

    private String part(int group) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalStateException("instance type name " + name + " was accepted but does not match");
        }
        return matcher.group(group);
    }
}
