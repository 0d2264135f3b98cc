"""chuhai: a terminal strategy explorer for cross-border social commerce."""

__version__ = "0.1.0"
