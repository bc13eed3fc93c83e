"""The workbench everyone else stands on: the database, facts, jobs, live news, HTTP and errors.

Nothing in here knows what a customer is. If a word from the shop floor appears in this room, it is in the wrong room.
"""
