"""Anything else that can send: posts come in as signed messages, as the Standard Webhooks specification has them."""
