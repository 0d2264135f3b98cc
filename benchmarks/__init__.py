"""How fast chuhai is, measured as a person at a terminal meets it."""
