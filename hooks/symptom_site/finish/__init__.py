"""Finish the built site: content security policy, public address."""
