"""Run the command as ``python -m rulewise``."""

from rulewise.cli import main

main()
