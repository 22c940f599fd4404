"""Every sentence a person reads can be handed to a translator."""

from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

ROOT = Path(__file__).resolve().parents[2]


def extracted() -> set[str]:
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    keywords = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2)}
    found = extract_from_dir(ROOT / "src", methods, options, keywords=keywords)
    return {message if isinstance(message, str) else message[0] for _file, _line, message, _comments, _context in found}


def test_pages_and_code_give_their_sentences_to_the_extractor() -> None:
    sentences = extracted()
    assert "Nobody in particular" in sentences  # from Python
    assert "What people say" in sentences  # from a template
    assert len(sentences) > 500


def test_no_sentence_is_put_together_before_it_is_translated() -> None:
    # A translator needs the whole sentence: values go in by name afterwards.
    assert [sentence for sentence in extracted() if "{}" in sentence or "%d" in sentence] == []
