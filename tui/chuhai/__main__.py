"""`python -m chuhai` is the same as `chuhai`."""

from chuhai.cli import main

if __name__ == "__main__":
    main()
