"""The paper's settings."""

SITENAME = "Banmian"
