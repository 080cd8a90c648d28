#!/bin/sh
# Captures the memory maps of processes on a machine where nothing can be installed. Needs sh, cat, mkdir, rm, and tar or
# cpio. The result is an archive that mirrors /proc; vmatlas opens it like a snapshot. Environments are never read.
#
#   sh vmatlas-capture.sh [-o FILE] [PID...]        without a PID: every process that may be read
#   ssh host sh -s < vmatlas-capture.sh > host.tar  without -o it writes to standard output

set -u
umask 077
out=-
if [ "${1-}" = -o ]; then
  [ $# -ge 2 ] || { echo "vmatlas-capture: -o needs a file name" >&2; exit 2; }
  out=$2
  shift 2
fi
case ${1-} in
-*)
  echo "usage: sh vmatlas-capture.sh [-o FILE] [PID...]" >&2
  exit 2
  ;;
esac
if [ "$out" = - ] && [ -t 1 ]; then
  echo "vmatlas-capture: this would write an archive to the terminal; give -o FILE or redirect it" >&2
  exit 2
fi

root=${VMATLAS_PROC:-/proc}
name=vmatlas-capture.$$
top=${TMPDIR:-/tmp}/$name
mkdir "$top" || exit 1
trap 'rm -rf "$top"' 0
trap 'exit 1' 1 2 13 15
mkdir "$top/proc"

# Seconds since 1970 without date(1): when the machine started and how long it runs.
now=
while read -r word value _; do
  [ "$word" = btime ] && now=$value
done <"$root/stat"
if [ -n "$now" ] && read -r up _ <"$root/uptime"; then now=$((now + ${up%%.*})); fi

{
  echo "tool=vmatlas-capture.sh 1"
  echo "time=$now"
  read -r text <"$root/sys/kernel/hostname" && echo "host=$text"
  read -r text <"$root/sys/kernel/osrelease" && echo "kernel=$text"
  text=$(getconf PAGESIZE 2>/dev/null) && echo "pagesize=$text"
  echo "user=${USER:-${LOGNAME:-}}"
} >"$top/vmatlas-capture" 2>/dev/null
cat "$root/version" >"$top/proc/version" 2>/dev/null

# One process. It may end at any moment, or its files may be closed to us: what could be read is kept. Kernel threads have
# no maps and smaps says all that maps does, so files that would add nothing are not read: each costs a program start.
capture() {
  folder=$top/proc/$1
  mkdir "$folder" 2>/dev/null || return 1
  keep "$1" stat || {
    rm -rf "$folder"
    return 1
  }
  keep "$1" status
  keep "$1" cmdline
  if read -r text <"$root/$1/maps"; then
    keep "$1" smaps && [ -s "$folder/smaps" ] || keep "$1" maps
    keep "$1" smaps_rollup
  fi 2>/dev/null
  return 0
}

keep() {
  cat "$root/$1/$2" >"$top/proc/$1/$2" 2>/dev/null && return 0
  rm -f "$top/proc/$1/$2"
  return 1
}

count=0
missing=0
if [ $# -gt 0 ]; then
  for pid in "$@"; do
    case $pid in
    '' | *[!0-9]*)
      echo "vmatlas-capture: $pid is not a process id" >&2
      missing=1
      continue
      ;;
    esac
    if capture "$pid"; then
      count=$((count + 1))
    else
      echo "vmatlas-capture: process $pid is not there or may not be read" >&2
      missing=1
    fi
  done
else
  for folder in "$root"/[0-9]*; do
    if capture "${folder##*/}"; then count=$((count + 1)); fi
  done
fi
if [ $count = 0 ]; then
  echo "vmatlas-capture: no process could be read" >&2
  exit 1
fi

# Into a temporary file first, so that a full disk leaves no half archive under the name that was asked for.
pack() {
  cd "$top" || return 1
  if command -v tar >/dev/null 2>&1; then
    tar -cf - vmatlas-capture proc
  elif command -v cpio >/dev/null 2>&1; then
    for file in vmatlas-capture proc/version proc/*/*; do echo "$file"; done | cpio -o -H newc 2>/dev/null
  else
    echo "vmatlas-capture: neither tar nor cpio is here" >&2
    return 1
  fi
}
if [ "$out" = - ]; then
  pack || exit 1
else
  case $out in /*) ;; *) out=$PWD/$out ;; esac
  # A link stays, and the file it leads to is replaced; a device or a pipe is written to, never replaced.
  while [ -h "$out" ]; do
    link=$(readlink "$out") || break
    case $link in /*) out=$link ;; *) out=${out%/*}/$link ;; esac
  done
  if [ -d "$out" ]; then
    echo "vmatlas-capture: $out is a folder" >&2
    exit 1
  elif [ -e "$out" ] && [ ! -f "$out" ]; then
    (pack) >"$out" || {
      echo "vmatlas-capture: $out could not be written" >&2
      exit 1
    }
  else
    part=$out.$$.part
    trap 'rm -rf "$top" "$part"' 0
    # -C: a file that waits under this name is not written to.
    if ! (set -C && pack >"$part") || ! mv "$part" "$out"; then
      echo "vmatlas-capture: $out could not be written" >&2
      exit 1
    fi
  fi
fi
echo "vmatlas-capture: $count processes" >&2
exit $missing
