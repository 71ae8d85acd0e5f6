#!/usr/bin/env bash
# The one gate: restore, build without a warning, all tests. CI runs this and nothing else.
set -euo pipefail
cd "$(dirname "$0")"

if ! command -v dotnet >/dev/null; then
  echo "check.sh needs the .NET SDK named in global.json: https://dotnet.microsoft.com/download" >&2
  exit 1
fi

as_root=$([ "$(id -u)" = 0 ] || echo sudo)
export CHROMIUM="${CHROMIUM:-/usr/bin/chromium}"
if [ ! -x "$CHROMIUM" ]; then
  if ! { $as_root apt-get update -q && $as_root apt-get install -qy --no-install-recommends chromium; } >&2; then
    echo "The tests need Chromium and it could not be installed. Install it and set CHROMIUM to its path." >&2
    exit 1
  fi
fi

if ! /usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null && ! { $as_root apt-get update -q && $as_root apt-get install -qy --no-install-recommends python3-aiosmtpd; } >&2; then
  echo "The tests use a mail server and it could not be installed. Install the package python3-aiosmtpd for /usr/bin/python3." >&2
  exit 1
fi

if ! command -v npm >/dev/null && ! { $as_root apt-get update -q && $as_root apt-get install -qy --no-install-recommends nodejs npm; } >&2; then
  echo "The tests use programs written for Node.js (20 or later) and it could not be installed. Install it with npm." >&2
  exit 1
fi
if ! npm ci --prefix TaskScheduler.Tests/Support/Node --no-audit --no-fund --loglevel=error >&2; then
  echo "The programs for Node.js that the tests use could not be installed from the npm registry. Check the network, or set npm's registry." >&2
  exit 1
fi

export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
dotnet restore
dotnet build --no-restore -c Release -warnaserror

mkdir -p artifacts
outcome=0
# A test that waits for ever is named after three minutes (xunit.runner.json), and all of it ends after ten in which no test has.
dotnet test --no-build -c Release --results-directory artifacts --blame-hang-timeout 10m --blame-hang-dump-type none | tee artifacts/tests.log || outcome=$?

# The runner ends each test project with "Passed!  - Failed: 0, Passed: 12, ...".
count() { sed -nE "s/.*(Passed|Failed)! .*$1: +([0-9]+).*/\2/p" artifacts/tests.log | awk '{ n += $1 } END { print n + 0 }'; }
passed=$(count "Passed")
failed=$(count "Failed")
echo "$passed passed, $failed failed"
[ "$outcome" = 0 ] && [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
