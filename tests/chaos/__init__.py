"""It does not lose: a real desk, real mail servers, customers who try again, and everything pulled out from under them.

Each scenario is a function that does the harm, waits until the desk has recovered by itself, counts everything on both
sides and answers what it found. The tests run short forms; `scripts/bench chaos NAME` runs the long ones.
"""
