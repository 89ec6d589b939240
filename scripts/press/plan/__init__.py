"""What is to be built: digests, what is stale, and the jobs that follow from it."""
