"""Why a telling stands still or could not be: sentences kept with the row, translated when they are shown."""

from typing import Final


def _said(sentence: str) -> str:
    """Marks a sentence for translators; the row keeps it in English."""
    return sentence


KEY_FORGOTTEN: Final = _said("It may have been sent, and the network no longer remembers our key.")
PUT_OFF_TOO_OFTEN: Final = _said("The network has put this off too often.")
TURNED_DOWN_LATE: Final = _said("The network turned it down now, but an earlier try may have gone out.")
NOT_TAKEN: Final = _said("The network does not take this message.")
NOT_SAID: Final = _said("The network did not say whether it went out.")
STOPPED_IN_THE_MIDDLE: Final = _said("The worker that was sending it stopped in the middle.")
NEVER_CLEAR: Final = _said("It was tried many times without a clear answer.")
NEVER_SEEN: Final = _said("It was sent many times and never seen on the network.")
NOT_SEEN: Final = _said("It may have been sent, and it is not where our sent messages are.")
NOT_LOOKED_UP: Final = _said("It may have been sent, and for a day it could not be looked up.")
CLOSED_IN_BETWEEN: Final = _said("It may have been sent before the channel was closed.")
CHANNEL_CLOSED: Final = _said("The channel was closed before its turn came.")
CAME_BACK: Final = _said("It came back: {why}.")
REPLACED: Final = _said("A newer version of the answer took its place.")
BEFORE_THE_BACKUP: Final = _said("It may have been sent before the desk was restored from an older backup.")
NOT_REPORTED: Final = _said("The person who took it has not said whether it was posted.")
POST_GONE: Final = _said("The post is gone.")
ACCOUNT_GONE: Final = _said("The account is gone.")
SHUT_TO_US: Final = _said("The author or the network does not let us reply there.")
TEXT_NOT_TAKEN: Final = _said("The network does not take this text.")
OUT_OF_REACH: Final = _said("They could not be reached.")
DROPPED: Final = _said("A person decided not to send it.")
TOO_LONG: Final = _said(
    "The network refused these words, most likely for their length, whatever it announced. Its limits are being read "
    "again, and nobody else there is sent them. Publish a shorter version, or send it again."
)
