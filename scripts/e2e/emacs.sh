#!/usr/bin/env bash
# The language server in Emacs, in batch mode, with Eglot: a demo copied to a folder of its own. Needs Emacs 29, or 28 with the package
# eglot, and `npm run build`. Closes with `N passed, N failed`. LOCKCTX=PROGRAM tries another build.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
command -v emacs >/dev/null || { echo 'emacs is not installed' >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/project"
cp "$root/test-fixtures/demo/flow_gc.c" "$work/project/"
echo '{}' >"$work/project/lockctx.json"
cd "$work/project"
export LOCKCTX=${LOCKCTX:-$root/server/bin/lockctx.js} HOME=$work
timeout 120 emacs --batch -l "$here/emacs.el"
