"""The edition on disk: the model, front matter, edition.yml, manifests, addresses and checks."""
