"""Settings for a year's own site: lies beside publishconf.py; SITE_YEAR tells which year."""

import os

from publishconf import *  # noqa: F403
from publishconf import ADDRESS

YEAR = int(os.environ["SITE_YEAR"])
SITEURL = f"https://y{YEAR}.example.org"
MAIN_SITE, SITE_YEARS, YEAR_SITES = ADDRESS, [YEAR], {}
