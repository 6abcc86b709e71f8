"""Forms as data: answers of their kind, the ready ones, and what a draft of a form holds."""
