"""Cards, rows and charts as lines of content: pure functions, drawn without an app."""
