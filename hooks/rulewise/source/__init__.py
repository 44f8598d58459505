"""From bytes to front matter and body, safely, with line and column kept."""
