"""What a citizen sees and says on her own pages."""
