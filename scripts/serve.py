"""Live preview of the site: python3 scripts/serve.py"""

from environment import run

if __name__ == "__main__":
    run("proceedings.commands.serve")
