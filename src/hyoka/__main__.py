"""`python -m hyoka` — the command, where it is not on the PATH."""

from hyoka.cli.app import main

if __name__ == "__main__":
    main()
