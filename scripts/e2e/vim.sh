#!/usr/bin/env bash
# The language server in Vim with ALE, headless, as docs/editors.md sets it up: a demo copied to a folder of its own. Needs vim 9 with ALE
# (Debian: vim, vim-ale) and `npm run build`. Closes with `N passed, N failed`. LOCKCTX=PROGRAM tries another build.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
command -v vim >/dev/null || { echo 'vim is not installed' >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/project" "$work/bin"
cp "$root/test-fixtures/demo/flow_gc.c" "$work/project/"
echo '{}' >"$work/project/lockctx.json"
printf '#!/bin/sh\nexec node "%s" "$@"\n' "${LOCKCTX:-$root/server/bin/lockctx.js}" >"$work/bin/lockctx"
chmod +x "$work/bin/lockctx"
# The snippet of the page, not a copy of it.
awk '/^\[ALE\]/ { on = 1 } on && /^```$/ { exit } code { print } on && /^```vim$/ { code = 1 }' "$root/docs/editors.md" >"$work/snippet.vim"
cd "$work/project"
status=0
PATH=$work/bin:$PATH SNIPPET=$work/snippet.vim OUT=$work/out HOME=$work XDG_CACHE_HOME=$work timeout 120 vim -Nu NONE -i NONE -n -es -S "$here/vim.vim" </dev/null || status=$?
cat "$work/out"
exit "$status"
