"""Run all tests: python3 scripts/test.py [pytest arguments]"""

from environment import run

if __name__ == "__main__":
    run("pytest", dev=True)
