package dev.nodecast.scheduler.provisioning;

/** The tables in which a solver keeps what it has compiled; thrown away as a whole when they have grown too large. */
record Compiler(Constraints constraints, ResourceIndex resources, TaintTable taints, PodShapes shapes) {

    static Compiler fresh(SolverOptions options) {
        Constraints constraints = new Constraints(options.knownLabels().wellKnown());
        ResourceIndex resources = new ResourceIndex();
        boolean respect = options.preferences() == SolverOptions.Preferences.RESPECT;
        return new Compiler(constraints, resources, new TaintTable(), new PodShapes(constraints, resources, respect));
    }
}
