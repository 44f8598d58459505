"""What the search in the browser reads: every word of what is published, split into parts that are fetched by need."""

from rulewise.search.build import search_files
from rulewise.search.documents import SitePage

__all__ = ["SitePage", "search_files"]
