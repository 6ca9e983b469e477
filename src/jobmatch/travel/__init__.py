"""How long it takes to get from one postcode to another, by each way of travelling."""
