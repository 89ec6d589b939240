"""The press: content in, the site out. A Pelican plugin that builds edition by edition, only what changed."""
