"""Live news: what was committed reaches every open window, in order, and windows that missed some ask again.

Facts come from the database by their numbers; whispers (typing, presence) only pass by and may be lost. `shows` says
what a window is given for a fact; `topics` says who besides the desk hears of it.
"""

from shopkeeper.kit.live.gossiping import gossip
from shopkeeper.kit.live.hub import Ear, Hub, News, Subscription, Whisper, shows, topics

__all__ = ["Ear", "Hub", "News", "Subscription", "Whisper", "gossip", "shows", "topics"]
