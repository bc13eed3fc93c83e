"""The typed Python client of Shopkeeper's API."""

from shopkeeper_client import model
from shopkeeper_client.api import Shopkeeper
from shopkeeper_client.transport import Problem

__all__ = ["Problem", "Shopkeeper", "model"]
