"""The grammar: which words make a statement, by rules that are data and small functions."""
