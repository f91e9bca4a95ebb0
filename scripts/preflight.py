"""Look at the print shop's files: python3 scripts/preflight.py [TỆP.pdf hoặc THƯ MỤC…]"""

from environment import run

if __name__ == "__main__":
    run("proceedings.commands.preflight")
