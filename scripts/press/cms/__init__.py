"""The form editor at /admin: Sveltia CMS, kept here, and configured from the model."""
