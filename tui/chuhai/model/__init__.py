"""What a content file may say: frozen pydantic models, the one schema of every card."""
