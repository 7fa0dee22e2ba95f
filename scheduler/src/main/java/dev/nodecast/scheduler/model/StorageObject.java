package dev.nodecast.scheduler.model;

/** What a cluster's storage is described by. */
public sealed interface StorageObject permits PersistentVolumeClaim, PersistentVolume, StorageClass, CsiNode {}
