"""Every kind of store, a folder each."""
