"""Pretend shops that speak the true protocols over loopback, for tests, training and shops' own engineers."""
