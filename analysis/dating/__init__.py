"""How a date in words is read: the words, the phrases they make, and the days they mean."""
