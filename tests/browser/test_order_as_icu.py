"""Vietnamese dictionary order against ICU, as the browsers' own sorting has it."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import playwright
from text.test_order import ALPHABET

from proceedings.text.order import syllable_key

ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q r s t th tr v x".split() + [""]
CODAS = "c ch m n ng nh p t i o u y".split() + [""]
# Playwright, which the browser tests need, brings a Node of its own: ICU wherever tests run, and no network.
NODE = Path(playwright.__file__).parent / "driver" / ("node.exe" if sys.platform == "win32" else "node")
COMPARE = """
const words = JSON.parse(require("fs").readFileSync(0, "utf8"));
const vi = new Intl.Collator("vi");
words.sort(vi.compare);
console.log(JSON.stringify([process.versions.icu, vi.resolvedOptions().locale, words]));
"""


def random_syllables(count: int) -> list[str]:
    """Return different syllables, small, capitalised and in capitals, in no order."""
    rng = random.Random(2021)
    vowels = "".join(letters for letters in ALPHABET if len(letters) > 1)
    found: set[str] = set()
    while len(found) < count:
        vowel = rng.choice(["", "i", "o", "u", "ư", "y"]) + rng.choice(vowels)
        syllable = rng.choice(ONSETS) + vowel + rng.choice(CODAS)
        found.add(rng.choice([syllable, syllable, syllable.capitalize(), syllable.upper()]))
    return rng.sample(sorted(found), count)


def test_5000_random_syllables_stand_as_icu_puts_them() -> None:
    syllables = random_syllables(5000)
    done = subprocess.run(
        [NODE, "-e", COMPARE], input=json.dumps(syllables), check=True, capture_output=True, encoding="utf-8"
    )
    version, locale, wanted = json.loads(done.stdout)
    # A Node without the Vietnamese rules would fall back to another language's order.
    assert (locale, int(version.partition(".")[0]) >= 70) == ("vi", True)
    assert sorted(syllables, key=syllable_key) == wanted
    assert sorted(syllables) != wanted
