#!/usr/bin/env bash
# MCP Python SDK 2.3.0: a tool of MCPServer takes arguments that it does not have, and answers as if they had not been given.
#
# One would guess: an argument that the described input does not name is an error, so that a model that writes `limits` for
# `limit` learns of it.
# What happens: the call succeeds with the default; the described schema does not say `additionalProperties: false` either.
# A server that wants it otherwise describes and checks its input itself (mcp.server.Server).
#
# Seen on 2026-11-30, Python 3.11:
#   additionalProperties: not said
#   limit=3 -> 3, error False
#   limits=3 -> 10, error False
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q mcp==2.3.0
cd "$work"
cat >server.py <<'PY'
from mcp.server.mcpserver import MCPServer

server = MCPServer("bakery")


@server.tool()
def breads(limit: int = 10) -> int:
    """How many breads are shown."""
    return limit


server.run()
PY
{
  echo '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"c","version":"1"}}}'
  echo '{"jsonrpc":"2.0","method":"notifications/initialized"}'
  sleep 1
  echo '{"jsonrpc":"2.0","id":2,"method":"tools/list"}'
  sleep 1
  echo '{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"breads","arguments":{"limit":3}}}'
  sleep 1
  echo '{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"breads","arguments":{"limits":3}}}'
  sleep 3
} | timeout 30 "$work/venv/bin/python" server.py 2>/dev/null >answers
python3 - <<'PY' | tee seen
import json
told = {one["id"]: one["result"] for one in map(json.loads, open("answers"))}
print("additionalProperties:", told[2]["tools"][0]["inputSchema"].get("additionalProperties", "not said"))
for number, words in ((3, "limit=3"), (4, "limits=3")):
    print(f"{words} -> {told[number]['structuredContent']['result']}, error {told[number]['isError']}")
PY
diff seen - <<'END'
additionalProperties: not said
limit=3 -> 3, error False
limits=3 -> 10, error False
END
