"""Findings made into what people and programs read: Excel, JSON, the pages about rules."""
