"""``python -m symrules`` is the command ``symrules``."""

import sys

from symrules.cli import main

if __name__ == "__main__":
    sys.exit(main())
