#!/usr/bin/env bash
# The language server in Neovim, headless: its own client code, a demo copied to a folder of its own. Needs nvim 0.7 or later and `npm run build`.
# Closes with `N passed, N failed`. LOCKCTX=PROGRAM tries another build.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
command -v nvim >/dev/null || { echo 'nvim is not installed' >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/project"
cp "$root/test-fixtures/demo/flow_gc.c" "$work/project/"
echo '{}' >"$work/project/lockctx.json"
cd "$work/project"
export LOCKCTX=${LOCKCTX:-$root/server/bin/lockctx.js} HOME=$work XDG_CONFIG_HOME=$work XDG_STATE_HOME=$work XDG_DATA_HOME=$work XDG_CACHE_HOME=$work
timeout 120 nvim --headless -u NONE -i NONE --cmd 'set noswapfile' -c "luafile $here/nvim.lua" flow_gc.c
