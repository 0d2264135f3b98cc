"""Lists in and out of other programs, one module per format."""
