"""One folder per channel. A new channel is a folder here and a line in `pyproject.toml`; nothing else changes."""
