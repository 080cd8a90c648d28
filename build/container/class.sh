#!/bin/sh
# Starts the browser host in a container for each student of a class, prints their addresses, and ends them again. Each has
# a host, settings and a port of its own; all listen on this machine's loopback only (docs/classroom.md explains how students
# get there). Runs with podman, or with docker where there is no podman.
#   sh build/container/class.sh start [STUDENTS] [FIRST_PORT]      30 and 8101 if not given
#   sh build/container/class.sh addresses | again STUDENT | stop
set -eu

IMAGE=${VMATLAS_IMAGE:-vmatlas-class}
ENGINE=$(command -v podman || command -v docker || true)
if [ -z "$ENGINE" ]; then
  echo "class.sh: neither podman nor docker is installed" >&2
  exit 1
fi

ROOT=$(cd "$(dirname "$0")/../.." && pwd)

names() { "$ENGINE" ps --all --filter label=vmatlas-class --format '{{.Names}}' | sort -t- -k3 -n; }

# What one host printed: its address, which only its student should get.
address_of() {
  tries=0
  while [ "$tries" -lt 50 ]; do
    address=$("$ENGINE" logs "$1" 2>&1 | grep -o 'http://[^ ]*' | head -n 1 || true)
    if [ -n "$address" ]; then
      printf '%s\t%s\n' "$1" "$address"
      return
    fi
    tries=$((tries + 1))
    sleep 0.2
  done
  printf '%s\tdid not start: %s logs %s\n' "$1" "$(basename "$ENGINE")" "$1"
}

start() {
  students=$1
  port=$2
  case "$students$port" in *[!0-9]*) echo "class.sh: start takes two numbers" >&2; exit 2 ;; esac
  if [ "$students" -lt 1 ] || [ "$students" -gt 200 ] || [ "$port" -lt 1024 ] || [ $((port + students)) -gt 65535 ]; then
    echo "class.sh: 1 to 200 students, and ports from 1024 to 65535" >&2
    exit 2
  fi
  "$ENGINE" image inspect "$IMAGE" >/dev/null 2>&1 || "$ENGINE" build -f "$ROOT/build/container/Containerfile" -t "$IMAGE" "$ROOT"
  number=1
  while [ "$number" -le "$students" ]; do
    name=vmatlas-class-$number
    "$ENGINE" rm --force "$name" >/dev/null 2>&1 || true
    # The host's network: the host binds 127.0.0.1 and refuses requests under other names. Nothing else is
    # shared: it sees the processes of its own container only.
    "$ENGINE" run --detach --init --name "$name" --label vmatlas-class --network host \
      --cap-drop all --security-opt no-new-privileges --read-only --tmpfs /tmp \
      --memory 1g --pids-limit 256 --volume "$name:/settings" \
      "$IMAGE" --port $((port + number - 1)) >/dev/null
    number=$((number + 1))
  done
  addresses
}

addresses() { for name in $(names); do address_of "$name"; done; }

# Settings go with the class: the next one starts over.
stop() {
  for name in $(names); do
    "$ENGINE" rm --force "$name" >/dev/null
    "$ENGINE" volume rm "$name" >/dev/null 2>&1 || true
  done
}

case "${1:-}" in
  start) start "${2:-30}" "${3:-8101}" ;;
  addresses) addresses ;;
  again) "$ENGINE" exec "vmatlas-class-${2:-1}" node /opt/vmatlas/out/main/cli.js serve --code ;;
  stop) stop ;;
  *)
    echo "usage: sh build/container/class.sh start [STUDENTS] [FIRST_PORT] | addresses | again STUDENT | stop" >&2
    exit 2
    ;;
esac
