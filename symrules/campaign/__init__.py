"""Many checks: through any executor, in shards, resumed where they ended, and each decision within its budget."""

from symrules.campaign.job import Job, Record
from symrules.campaign.journal import Journal
from symrules.campaign.resident import perform
from symrules.campaign.runner import local_executor, run
from symrules.campaign.shards import shard

__all__ = ["Job", "Journal", "Record", "local_executor", "perform", "run", "shard"]
