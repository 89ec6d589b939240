"""Batches of jobs as workers print them: each is one run of Pelican, loaded only where there is something to print."""

from __future__ import annotations

from collections.abc import Mapping

from scripts.press.plan.jobs import BatchResult, BuildPaths, PrintJob
from scripts.press.store.siteindex import SiteIndex


def print_jobs(place: BuildPaths, jobs: tuple[PrintJob, ...]) -> BatchResult:
    """Print jobs; what a worker does."""
    from scripts.press.plugin import Batch, print_batch  # Pelican takes 0.3 s, which a build with nothing to do saves

    return print_batch(Batch(place, jobs))


def print_sites(place: BuildPaths, sites: Mapping[str, tuple[str, ...]], index: SiteIndex) -> BatchResult:
    """Print the site's own documents: names of producers by variant."""
    from scripts.press.plugin import Batch, print_batch

    return print_batch(Batch(place, (), sites, index))
