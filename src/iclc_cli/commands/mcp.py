"""`iclc mcp`: a server for programs that talk to language models."""

import sys

from ..dataset.loading import in_use
from ..errors import MissingExtraError, UsageError
from ..library import load_report
from ..terminal import emit as terminal
from ..terminal import streams
from .options import Shared, declare


@declare(("data", "color", "quiet"), "iclc mcp\niclc mcp --data other-report.json")
def command(options: Shared) -> None:
    """A server for language models (MCP).

    Speaks the Model Context Protocol on standard input and output: the program that talks to a model starts it, and the model
    can then search, find, show, list, relate, compare and cite, and ask in SQL. Most such programs want this under "mcpServers" in
    their settings: "iclc": {"command": "iclc", "args": ["mcp"]}
    """
    if in_use(options.data) == "-":
        raise UsageError("standard input is what the server listens to; give the data as a file")
    if sys.stdin is None or sys.stdout is None:
        raise UsageError("the server listens to standard input and answers on standard output; leave both open")
    try:
        from ..server.stdio import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("anyio", "mcp", "mcp_types"):
            raise
        raise MissingExtraError("iclc mcp needs one more package: pip install 'iclc[mcp]'") from None
    book = load_report(options.data)
    if streams.is_terminal(sys.stdin):
        terminal.note("a program that speaks MCP is meant to start this; it ends with its input (Ctrl-D)", options.target)
    serve(book)
