"""What a team lead and the council may count: load, flow and control, never a person."""
