"""Settings for publication: pelicanconf's, with the site's real address."""

from pelicanconf import *  # noqa: F403
