package dev.nodecast.scheduler.review.system;

import dev.nodecast.scheduler.model.Ec2NodeClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The AMI families that a node class can launch. */
public final class AmiFamilies {

    private AmiFamilies() {}

    /** In lower case: {@code al2}, {@code al2023}, {@code bottlerocket}, …; from aliases and from amiFamily. */
    public static List<String> of(Ec2NodeClass nodeClass) {
        List<String> families = new ArrayList<>();
        nodeClass.amiTerms().stream()
                .map(term -> term.alias().toLowerCase(Locale.ROOT))
                .filter(alias -> !alias.isEmpty())
                .map(alias -> alias.contains("@") ? alias.substring(0, alias.indexOf('@')) : alias)
                .forEach(families::add);
        String family = nodeClass.amiFamily();
        if (family != null) {
            families.add(family.toLowerCase(Locale.ROOT));
        }
        return families.stream().distinct().toList();
    }
}
