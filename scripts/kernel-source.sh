#!/usr/bin/env bash
# Prints the folder of a Linux source tree, fetching Debian's package of it on the first call: kernel-source.sh 6.1
# The tree is kept in ${LOCKCTX_KERNELS:-$XDG_CACHE_HOME/lockctx or ~/.cache/lockctx}, outside the repository. Exit 2: cannot be had.
set -euo pipefail
version=${1:?usage: kernel-source.sh VERSION}
store=${LOCKCTX_KERNELS:-${XDG_CACHE_HOME:-$HOME/.cache}/lockctx}
tree=$store/linux-$version
if [ -f "$tree/MAINTAINERS" ]; then
  echo "$tree"
  exit 0
fi
command -v apt-get >/dev/null || { echo 'kernel-source: needs apt-get' >&2; exit 2; }
mkdir -p "$store"
# Beside its final place, so that the last step is one rename: a run cut short leaves no half tree behind.
work=$(mktemp -d "$store/.unpack.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
if ! apt-get -qq download "linux-source-$version" >&2; then
  apt-get -qq update >&2 || true
  apt-get -qq download "linux-source-$version" >&2 || { echo "kernel-source: linux-source-$version is not in the archive" >&2; exit 2; }
fi
dpkg-deb -x linux-source-"$version"_*.deb unpacked
mkdir tree
tar -xf unpacked/usr/src/linux-source-"$version".tar.* -C tree --strip-components=1
mv tree "$tree"
echo "$tree"
