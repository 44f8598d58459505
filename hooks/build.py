"""The hook that mkdocs.yml names: it hands MkDocs events to the engine, and does nothing of its own."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # so that the engine beside this file is the one that runs

from rulewise.site.plugin import RulewisePlugin

plugin = RulewisePlugin()

on_startup = plugin.on_startup
on_config = plugin.on_config
on_files = plugin.on_files
on_env = plugin.on_env
on_page_content = plugin.on_page_content
on_template_context = plugin.on_template_context
on_post_page = plugin.on_post_page
on_post_template = plugin.on_post_template
on_post_build = plugin.on_post_build
