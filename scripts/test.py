"""Run all tests: python3 scripts/test.py [pytest arguments]"""

import os

from environment import ROOT, run

if __name__ == "__main__":
    os.chdir(ROOT)  # pytest finds its settings and the tests from here, wherever it was called
    run("pytest", dev=True)
