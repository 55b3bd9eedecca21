"""Reads Arabic news reports of attacks and truces, and ties every claim to its sentence."""
