"""Running many things in order: processes, a cluster, progress, interrupts."""
