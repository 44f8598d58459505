"""The corpus through git: its state at a revision, versions of every provision, the text of a day, rules counted."""

from rulewise.history.edition import Edition, NoEdition, edition_at
from rulewise.history.line import Commit
from rulewise.history.timeline import History, Version, history_of

__all__ = ["Commit", "Edition", "History", "NoEdition", "Version", "edition_at", "history_of"]
