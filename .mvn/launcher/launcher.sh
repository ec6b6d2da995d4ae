#!/bin/sh
# Starts @launcher.name@ on the first Java 25 or later that is found; the process id stays this script's.
home=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd) || exit 69

java_release() {
  [ -x "$1" ] || return 1
  root=$(dirname "$(dirname "$(readlink -f "$1")")")
  release=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$root/release" 2>/dev/null)
  [ "${release:-0}" -ge 25 ]
}

java=
for candidate in "$TERZO_JAVA_HOME/bin/java" "$JAVA_HOME/bin/java" "$(command -v java 2>/dev/null)" /usr/lib/jvm/*/bin/java; do
  if java_release "$candidate"; then
    java=$candidate
    break
  fi
done
if [ -z "$java" ]; then
  echo "@launcher.name@: no Java 25 or later: set TERZO_JAVA_HOME, or install openjdk-25-jre-headless" >&2
  exit 69
fi
# shellcheck disable=SC2086
exec "$java" @launcher.flags@ $TERZO_JAVA_OPTS -Dterzo.home="$home" -cp "$home/lib/*" @launcher.main@ "$@"
