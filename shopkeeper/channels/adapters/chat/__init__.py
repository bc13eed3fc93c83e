"""Live chat on the shop's own pages.

A visitor who opens the chat gets a session of their own: a random token that stays in their browser. What they see there
is what that session has proved, and nothing else: their own words and the answers to them; after a link or a code from a
mail to their address also what was mailed to and from it. Typing somebody's address into the chat shows the desk who it
might be, and shows the visitor nothing.
"""

from shopkeeper.channels import hooks as room
from shopkeeper.channels import jobs as room_jobs
from shopkeeper.channels import shred as room_shred
from shopkeeper.channels.adapters.chat import codes, jobs, live, presence, shred, visitors
from shopkeeper.channels.adapters.chat.channel import Chat
from shopkeeper.conversations import greetings
from shopkeeper.people import hooks as people

channel = Chat()

# What the room asks of a chat, it asks through its hooks: it does not know us.
room.presence_of = presence.presence_of
room.continue_link = codes.continue_link
greetings.append(presence.greeting)
room_jobs.jobs.update(jobs.handlers)
room_shred.PERSONAL.update(shred.PERSONAL)
people.WHEN_WITHDRAWN.append(visitors.unsay)
live.announce()

__all__ = ["Chat", "channel"]
