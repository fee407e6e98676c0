"""`python -m seriatim` is the command line."""

from seriatim.cli import main

if __name__ == "__main__":
    main()
