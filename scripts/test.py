"""Run the tests on all cores: python3 scripts/test.py [--quick] [pytest arguments]

--quick leaves out what needs a browser or builds a whole site or book. One process, for a debugger: -n 0.
"""

import os
import sys

from environment import ROOT, run

ONE_PROCESS = ("-n", "--numprocesses", "--pdb", "--trace", "--collect-only", "--co", "--version", "--help", "-h")

if __name__ == "__main__":
    os.chdir(ROOT)  # pytest finds its settings and the tests from here, wherever it was called
    given = sys.argv[1:]
    if "--quick" in given:
        given.remove("--quick")
        given += ["-m", "not slow"]
    if not any(argument.startswith(ONE_PROCESS) for argument in given):
        given += ["-n", "auto", "--dist", "worksteal"]
    sys.argv[1:] = given
    run("pytest", dev=True)
