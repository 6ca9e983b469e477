"""Weights and rules changed with four eyes: proposed by one, tried on everybody, approved by another."""
