package dev.nodecast.sim.world.cloud;

/** An instance type in a zone. */
record PoolKey(String instanceType, String zone) {}
