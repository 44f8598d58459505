"""Names that nothing here calls and a framework does, for vulture; each group has its reason."""

from typing import Any

called: Any = None

_ = lambda: (  # noqa: E731 - vulture reads it; nothing runs it
    # html.parser calls the handlers of what it finds
    called.handle_startendtag,
    called.handle_endtag,
    called.handle_data,
    called.handle_entityref,
    called.handle_charref,
    called.handle_comment,
    called.handle_pi,
    called.unknown_decl,
    called.decl,
    # click asks a group for its commands, and an exception for its exit code
    called.list_commands,
    called.get_command,
    called.exit_code,
    # the feed library asks for the time of a feed
    called.latest_post_date,
    # MkDocs' server calls what it is given
    called.builder,
    called.error_handler,
    # MkDocs asks a file for these
    called.abs_src_path,
    called.copy_file,
    # the table in rulewise.cli names each command's function
    called.new_command,
    called.check_command,
    called.show_command,
    called.explain_command,
    called.report_command,
    called.review_command,
    called.diff_command,
    called.codeowners_command,
    called.build_command,
    called.serve_command,
    called.editions_command,
    called.history_command,
    called.ledger_command,
    called.prepare_command,
    called.export_command,
    # pydantic reads settings and runs validators
    called.model_config,
    called.cls,
    called._force_fits_source,  # noqa: SLF001 - a name, not a use
    called._reason_given,  # noqa: SLF001 - a name, not a use
    # fields of the format that checks and data files reach through the model as a whole
    called.how,
    called.cite,
    called.related,
    called.keywords,
    called.means,
    called.stands_in,
    # words of closed lists, which front matter names by their value
    called.ACT,
    called.REGULATIONS,
    called.ADOPTS,
    called.ADDS_DETAIL,
    called.OPEN,
    called.ADVICE_CHANGED,
    called.LOCAL_CHANGED,
    called.RULE_PROPOSED,
    called.NO_CHANGE,
    called.RESEARCH,
    called.REVIEW,
    called.INQUIRY,
    called.STANDARD,
    called.EXPERIENCE,
    called.NATIONAL,
    called.PAGE,
    called.DOCUMENT,
    called.COUNSEL,
    called.OFFICIAL,
    # MkDocs calls the events, with these arguments, and reads where a file belongs
    called.on_config,
    called.on_files,
    called.on_env,
    called.on_page_content,
    called.on_post_page,
    called.on_template_context,
    called.on_post_template,
    called.on_post_build,
    called.dirty,
    called.inclusion,
    # the zip library reads them
    called.create_system,
    called.external_attr,
)
