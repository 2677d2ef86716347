"""Speaks the Model Context Protocol over standard input and output: the only module that knows its library.

The library gives up the calls that still run when its input ends; here they are answered first. Calls are answered one after the
other, in a thread beside the one that listens.
"""

import gc
import os
import signal
from collections import Counter

import anyio
import mcp_types as types
from anyio import to_thread
from mcp import MCPError
from mcp.server import Server, ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp.shared.message import SessionMessage

from ..errors import OutputError
from ..formats.json import line
from ..library import Book
from ..terminal.streams import reason
from ..text import near, quoted
from ..version import __version__
from ..visible import visible
from .tools import TOOLS, instructions, message


def serve(book: Book) -> None:
    """Answer until the input ends. Raises OutputError when the answers cannot be written."""
    gc.enable()  # a server lives longer than a command
    for number in {signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)}:
        if number == signal.SIGINT or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, lambda number, _: os._exit(128 + number))  # else Python waits for the thread that reads
    try:
        anyio.run(_serve, _server(book))
    except BaseExceptionGroup as group:
        lost, other = group.split(OSError)
        if lost is None or other is not None:
            raise
        raise OutputError(f"standard output could not be written: {reason(_first(lost))}") from None


def _first(group: BaseExceptionGroup[OSError]) -> OSError:
    one = group.exceptions[0]
    return _first(one) if isinstance(one, BaseExceptionGroup) else one


def _server(book: Book) -> Server:
    told = types.ListToolsResult(tools=[_tool(name) for name in TOOLS])
    one_at_a_time = anyio.CapacityLimiter(1)

    async def list_tools(context: ServerRequestContext, asked: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        return told

    async def call_tool(context: ServerRequestContext, asked: types.CallToolRequestParams) -> types.CallToolResult:
        if asked.name not in TOOLS:
            similar = near(asked.name, TOOLS)
            hint = f"Did you mean {' or '.join(similar)}? " if similar else ""
            raise MCPError(types.INVALID_PARAMS, visible(f"no tool {quoted(asked.name)}. {hint}There are: {', '.join(TOOLS)}"))
        return await to_thread.run_sync(_answer, book, asked, limiter=one_at_a_time)

    return Server(
        "iclc",
        version=__version__,
        title=visible(book.report.conference.name),
        instructions=instructions(book),
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def _tool(name: str) -> types.Tool:
    tool = TOOLS[name]
    return types.Tool(
        name=name,
        description=tool.description,
        input_schema=tool.input_schema(),
        output_schema=tool.output_schema(),
        annotations=types.ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False),
    )


def _answer(book: Book, asked: types.CallToolRequestParams) -> types.CallToolResult:
    try:
        answer = TOOLS[asked.name].answer(book, asked.arguments)
        return types.CallToolResult(content=[types.TextContent(text=line(answer))], structured_content=book.to_dict(answer))
    except Exception as error:  # the boundary: whatever is no fault of what was asked is ours, and the server goes on
        return types.CallToolResult(content=[types.TextContent(text=message(error))], is_error=True)


async def _serve(server: Server) -> None:
    unanswered: Counter[str] = Counter()
    changed = anyio.Condition()
    to_server, asked = anyio.create_memory_object_stream[SessionMessage | Exception](0)
    from_server, answers = anyio.create_memory_object_stream[SessionMessage](0)

    async def settle(key: object) -> None:
        async with changed:
            unanswered[str(key)] -= 1
            changed.notify_all()

    async with stdio_server() as (incoming, outgoing), anyio.create_task_group() as tasks:

        async def listen() -> None:
            async with to_server:
                async for one in incoming:
                    if isinstance(one, Exception):  # which the library leaves without an answer
                        await outgoing.send(_refusal(one))
                        continue
                    match one.message:
                        case types.JSONRPCRequest(id=key):
                            unanswered[str(key)] += 1
                        case types.JSONRPCNotification(method="notifications/cancelled", params={"requestId": key}):
                            await settle(key)
                    await to_server.send(one)
                async with changed:
                    while any(count > 0 for count in unanswered.values()):
                        await changed.wait()

        async def speak() -> None:
            async with outgoing:
                async for one in answers:
                    await outgoing.send(one)
                    if isinstance(one.message, (types.JSONRPCResponse, types.JSONRPCError)):
                        await settle(one.message.id)

        tasks.start_soon(listen)
        tasks.start_soon(speak)
        await server.run(asked, from_server, server.create_initialization_options())


def _refusal(error: Exception) -> SessionMessage:
    """The answer to a line that is no message of the protocol."""
    no_json = "json_invalid" in str(error)
    code, text = (types.PARSE_ERROR, "not JSON") if no_json else (types.INVALID_REQUEST, "no message of JSON-RPC 2.0")
    return SessionMessage(types.JSONRPCError(jsonrpc="2.0", id=None, error=types.ErrorData(code=code, message=text)))
