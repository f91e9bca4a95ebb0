"""A news post about a seminar with the plan's facts filled in: python3 scripts/new_post.py SỰ_KIỆN --kind tong-ket"""

from environment import run

if __name__ == "__main__":
    run("proceedings.commands.new_post")
