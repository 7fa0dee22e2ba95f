package dev.nodecast.scheduler.manifest;

/** An object of a kind that the model does not have, such as a Service; its tree is all that is kept. */
public record UnreadObject(ObjectHeader header) {}
