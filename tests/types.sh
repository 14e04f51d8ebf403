#!/bin/sh
# Checks the types of the theme's scripts, which their comments give.
set -eu
cd "$(dirname "$0")/.."
tools="target/tools"
mkdir -p "$tools"
[ -x "$tools/node_modules/.bin/tsc" ] || npm install --silent --no-save --no-package-lock --prefix "$tools" typescript@5.9.3
"$tools/node_modules/.bin/tsc" --allowJs --checkJs --noEmit --strict --target es2023 --lib es2023,dom,dom.iterable themes/default/assets/*.js
