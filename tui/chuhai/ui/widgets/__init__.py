"""Each widget shows one thing: values in, messages out."""
