"""WD001 to WD007: does a page claim the force that its source gives it, and copy or contradict what it leans on?"""

from rulewise.checks.wording.gather import examine
from rulewise.checks.wording.run import check_corpus

__all__ = ["check_corpus", "examine"]
