"""What chuhai knows, as one immutable library: packs in, rows, pages and answers out."""
