"""What a citizen's own browser finds out about one entry of the record, and that nothing false gets past it."""

import base64
from pathlib import Path

import pytest
from axe import assert_accessible, assert_fits
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from playwright.sync_api import Page, StorageState, expect
from product import Product
from pytest_playwright.pytest_playwright import CreateContextCallback
from steps import shows

pytestmark = pytest.mark.browser
WITHOUT_CRYPTO = "Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined })"
CHECK = """async ([content, keys]) => {
  const { checkProof } = await import("/static/record/proof.js");
  return checkProof(Uint8Array.from(atob(content), (one) => one.charCodeAt(0)), keys);
}"""
# RFC 8032, section 7.1, TEST 1 to 3 and TEST SHA(abc): public key, message, signature.
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


@pytest.fixture
def ours(page: Page, signed_in: StorageState, product: Product) -> Page:
    """The page of an entry that is signed."""
    shows(page, f"{product.address}/record/check/?entry=0", lambda: page.get_by_role("button", name="Check entry 0"))
    return page


def _proof(page: Page, product: Product, entry: int = 0) -> bytes:
    answer = page.request.get(f"{product.address}/record/entries/{entry}/proof")
    assert answer.ok
    return answer.body()


def _keys(page: Page) -> str:
    return page.locator("#check-keys").input_value()


def _checked(page: Page, content: bytes, keys: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = page.evaluate(CHECK, [base64.b64encode(content).decode(), keys])
    return found


def _holds(steps: list[dict[str, object]]) -> bool:
    return len(steps) == 4 and all(step["good"] for step in steps)


def test_a_citizen_checks_an_entry_in_the_browser(ours: Page) -> None:
    ours.get_by_role("button", name="Check entry 0").click()
    expect(ours.get_by_text("All four steps hold")).to_be_visible()
    expect(ours.locator("#check-steps li")).to_have_count(4)
    expect(ours.locator("#check-steps").get_by_text("Tarnbrook Council")).to_be_visible()
    assert_accessible(ours)


def test_without_the_browsers_own_cryptography_the_page_checks_all_the_same(
    new_context: CreateContextCallback, ours: Page
) -> None:
    context = new_context()
    context.add_init_script(WITHOUT_CRYPTO)
    page = context.new_page()
    page.goto(ours.url)
    assert page.evaluate("crypto.subtle === undefined")
    page.get_by_role("button", name="Check entry 0").click()
    expect(page.get_by_text("All four steps hold")).to_be_visible()


def test_a_proof_that_was_kept_is_checked_from_its_file(ours: Page, product: Product, tmp_path: Path) -> None:
    file = tmp_path / "entry-0.tlog-proof"
    file.write_bytes(_proof(ours, product))
    ours.locator("#check-file").set_input_files(file)
    expect(ours.get_by_text("All four steps hold")).to_be_visible()
    other = tmp_path / "changed.tlog-proof"
    other.write_bytes(file.read_bytes().replace(b"index 0", b"index 1"))
    ours.locator("#check-file").set_input_files(other)
    expect(ours.get_by_text("Something is wrong")).to_be_visible()


def test_the_key_of_somebody_else_does_not_do(ours: Page) -> None:
    raw = b"\x01" + Ed25519PrivateKey.from_private_bytes(b"k" * 32).public_key().public_bytes_raw()
    name = _keys(ours).split("+")[0]
    from hashlib import sha256

    number = sha256(name.encode() + b"\n" + raw).digest()[:4].hex()
    ours.locator("#check-keys").fill(f"{name}+{number}+{base64.b64encode(raw).decode()}")
    ours.get_by_role("button", name="Check entry 0").click()
    expect(ours.get_by_text("Something is wrong")).to_be_visible()


def test_no_proof_with_a_changed_byte_holds(ours: Page, product: Product) -> None:
    """Every byte in turn; what may differ without harm is only the signatures of others, of which there are none."""
    proof, keys = _proof(ours, product), _keys(ours)
    assert _holds(_checked(ours, proof, keys))
    held = [
        place
        for place in range(len(proof))
        if _holds(_checked(ours, proof[:place] + bytes([proof[place] ^ 1]) + proof[place + 1 :], keys))
    ]
    assert held == []


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"c2sp.org/tlog-proof@v1\n\n", b"\xff" * 40, b"extra e30=\nindex 0\n\n\n\n"]
)
def test_what_is_no_proof_is_said_to_be_none(ours: Page, content: bytes) -> None:
    steps = _checked(ours, content, _keys(ours))
    assert [(step["step"], step["good"]) for step in steps] == [("whole", False)]


def test_the_plain_code_agrees_with_the_standard_and_with_the_browser(ours: Page) -> None:
    odd = """async (vectors) => {
      const { plainEd25519, plainSha256, plainSha512, hex } = await import("/static/record/proof.js");
      const bytes = (text) => Uint8Array.from(text.match(/../g) || [], (one) => parseInt(one, 16));
      const odd = [];
      for (const [key, message, signature] of vectors) {
        if (!plainEd25519(bytes(key), bytes(message), bytes(signature))) odd.push(["refused", key]);
        for (let at = 0; at < 64; at += 7) {
          const bad = bytes(signature); bad[at] ^= 1;
          if (plainEd25519(bytes(key), bytes(message), bad)) odd.push(["accepted", key, at]);
        }
      }
      for (let length = 0; length < 300; length++) {
        const message = crypto.getRandomValues(new Uint8Array(length));
        for (const [name, plain] of [["SHA-256", plainSha256], ["SHA-512", plainSha512]])
          if (hex(plain(message)) !== hex(new Uint8Array(await crypto.subtle.digest(name, message))))
            odd.push([name, length]);
      }
      return odd;
    }"""
    assert ours.evaluate(odd, VECTORS) == []


def test_without_scripts_the_same_steps_are_there_to_do_by_hand(new_context: CreateContextCallback, ours: Page) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(ours.url)
    expect(page.get_by_role("heading", name="By hand")).to_be_visible()
    expect(page.get_by_role("heading", name="In this browser")).to_be_hidden()
    expect(page.get_by_role("link", name="Save the proof of entry 0")).to_be_visible()


@pytest.mark.parametrize(
    "path",
    [
        "browse/",
        "not-answered/",
        "how-quickly/",
        "record/downloads/",
        "accounts/?account=tarnbr00k",
        "record/check/?entry=0",
    ],
)
def test_the_new_public_pages_can_be_read_by_everyone(ours: Page, product: Product, path: str) -> None:
    for width in (360, 1280):
        ours.set_viewport_size({"width": width, "height": 800})
        ours.goto(f"{product.address}/{path}")
        assert_accessible(ours)
        assert_fits(ours)
