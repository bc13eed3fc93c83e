"""Work in the background: rows in the same database, written with the same transaction.

A job is claimed with a lease, retried by one policy read from the kind of error, and deleted when done; timers are jobs
with a later hour. Jobs of one lane run one at a time and in their order, also across a retry. A process killed in the
middle loses nothing: the lease ends and somebody else takes the job, so every handler is harmless twice.
"""

from shopkeeper.kit.jobs.store import (
    Job,
    Standing,
    cancel,
    endings,
    enqueue,
    enqueue_json,
    give_up,
    job,
    parked,
    retry,
    retry_all,
    standing,
    waiting,
)
from shopkeeper.kit.jobs.worker import Ctx, Handler, Periodic, Worker

__all__ = [
    "Ctx",
    "Handler",
    "Job",
    "Periodic",
    "Standing",
    "Worker",
    "cancel",
    "endings",
    "enqueue",
    "enqueue_json",
    "give_up",
    "job",
    "parked",
    "retry",
    "retry_all",
    "standing",
    "waiting",
]
