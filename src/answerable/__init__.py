"""Answerable: hear what people ask a public body, answer each question once, tell everyone who asked, and prove it."""
