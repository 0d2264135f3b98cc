"""How each kind of card becomes an entry, a page, steps and words to search."""
