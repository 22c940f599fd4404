"""How a telling may move from state to state: the table that the pure decision and a trigger are held to."""

from answerable.answers.models import DeliveryState

MOVES: dict[str, frozenset[str]] = {
    DeliveryState.PENDING: frozenset(
        {
            DeliveryState.CLAIMED,
            DeliveryState.CHECKING,
            DeliveryState.HELD,
            DeliveryState.TOLD,
            DeliveryState.NOT_TOLD,
            DeliveryState.STOPPED,
        }
    ),
    DeliveryState.CLAIMED: frozenset(
        {
            DeliveryState.SENDING,
            DeliveryState.PENDING,
            DeliveryState.CHECKING,
            DeliveryState.HELD,
            DeliveryState.TOLD,
            DeliveryState.NOT_TOLD,
            DeliveryState.STOPPED,
        }
    ),
    DeliveryState.SENDING: frozenset(
        {
            DeliveryState.TOLD,
            DeliveryState.PENDING,
            DeliveryState.NOT_TOLD,
            DeliveryState.CHECKING,
            DeliveryState.HELD,
        }
    ),
    DeliveryState.CHECKING: frozenset(
        {DeliveryState.TOLD, DeliveryState.PENDING, DeliveryState.HELD, DeliveryState.NOT_TOLD}
    ),
    DeliveryState.HELD: frozenset(
        {DeliveryState.TOLD, DeliveryState.PENDING, DeliveryState.STOPPED, DeliveryState.NOT_TOLD}
    ),
    DeliveryState.STOPPED: frozenset({DeliveryState.PENDING, DeliveryState.TOLD}),
    DeliveryState.NOT_TOLD: frozenset({DeliveryState.TOLD}),
    DeliveryState.TOLD: frozenset({DeliveryState.NOT_TOLD}),
}
"""Every move there is, drawn in docs/explanation/telling.md; a trigger refuses any other. Into `told` from everywhere:
a success is evidence, however late it comes. Out of it only when the network says that the message came back."""
