"""Sum rules: each a file that states the identities which a model owes, with its source."""

from symrules.sumrules.checking import ObligationResult, RuleResult, check_model, check_rule
from symrules.sumrules.registry import RULES, find_rules
from symrules.sumrules.rule import Obligation, Rule

__all__ = ["RULES", "Obligation", "ObligationResult", "Rule", "RuleResult", "check_model", "check_rule", "find_rules"]
