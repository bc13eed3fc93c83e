"""Every table of this room and every question asked of them: who works here, what they sign in with, and the shop."""
