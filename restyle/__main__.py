"""`python -m restyle`."""

from restyle.cli.app import main

main()
