"""The pages: server-rendered, complete without script, nothing from another address."""
