"""EasyPost trackers and their webhooks: https://docs.easypost.com/docs/trackers"""

from shopkeeper.commerce.carriers.easypost.adapter import EasyPost

carrier = EasyPost()

__all__ = ["EasyPost", "carrier"]
