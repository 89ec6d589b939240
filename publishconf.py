"""Settings for publication: pelicanconf's, with the paper's address, or the one that CI tells in SITEURL."""

import os

from pelicanconf import *  # noqa: F403

ADDRESS = "https://example.org"
SITEURL = os.environ.get("SITEURL", ADDRESS).rstrip("/")
