"""Settings for publication: pelicanconf's, with the site's real address from the environment (GitHub Pages sets it)."""

import os

from pelicanconf import *  # noqa: F403

SITEURL = os.environ.get("SITEURL", "").rstrip("/")
