"""Everybody who writes to Lark & Loom, and what has happened with them so far."""

from shopkeeper.demo.script import Story
from shopkeeper.demo.stories import ana, elsewhere, morning, weeks

STORIES: tuple[Story, ...] = (*ana.STORIES, *morning.STORIES, *elsewhere.STORIES, *weeks.STORIES)
