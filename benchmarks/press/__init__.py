"""The press beside Hugo: CPU, memory and wall time of full builds, one new edition, and nothing to do."""
