"""The project's commands by name: `invoke --list`. Each only names what `python -m scripts.…` does."""
