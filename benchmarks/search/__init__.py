"""The search benchmark: an archive of invented news, queries of all kinds with their truth, engines side by side."""
