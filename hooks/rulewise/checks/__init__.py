"""Every check, one module a family or a part of one; `run` puts them together."""

from rulewise.checks.allowances import Allowed
from rulewise.checks.run import Report, check, report_on

__all__ = ["Allowed", "Report", "check", "report_on"]
