"""What we count as one character is what Unicode's own test file says (Unicode Standard Annex 29)."""

from pathlib import Path

from answerable.pure.text.graphemes import count_graphemes

FILE = Path(__file__).parent / "unicode" / "GraphemeBreakTest.txt"


def _cases():
    """Each line as a text and how many clusters it has: a division sign stands at each boundary."""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        written = line.partition("#")[0].split()
        if written:
            text = "".join(chr(int(part, 16)) for part in written if part not in {"÷", "×"})
            yield text, written.count("÷") - 1


def test_it_counts_as_unicodes_own_test_file_does():
    cases = list(_cases())
    assert len(cases) == 766
    assert [(ascii(text), count) for text, count in cases if count_graphemes(text) != count] == []
