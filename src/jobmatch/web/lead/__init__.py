"""The team lead's pages: figures against a baseline, and weights and rules changed with four eyes."""
