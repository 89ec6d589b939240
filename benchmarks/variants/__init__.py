"""Plain OpenCC beside ours: names, phrases, time. `python -m benchmarks.variants`."""
