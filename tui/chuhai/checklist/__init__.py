"""The user's checklist: lists of items, every change an operation that is kept."""
