#!/bin/sh
# Installs axe-core, which the suite measures accessibility with, where the suite looks for it.
set -eu
cd "$(dirname "$0")/.."
# A folder of its own: npm removes from a folder what it was not asked for.
tools="target/tools/axe"
mkdir -p "$tools"
[ -f "$tools/node_modules/axe-core/axe.min.js" ] || npm install --silent --no-save --no-package-lock --prefix "$tools" axe-core@4.14.1
