#!/bin/sh
# Captures the memory maps of processes on a machine where nothing can be installed. Needs sh, cat, mkdir, rm, and tar or
# cpio. The result is an archive that mirrors /proc; vmatlas opens it like a snapshot. Environments are never read.
#
#   sh vmatlas-capture.sh [-o FILE] [PID...]        without a PID: every process that may be read
#   ssh host sh -s < vmatlas-capture.sh > host.tar  without -o it writes to standard output
#
# For cron and the like: -d FOLDER writes host-time-pid.tar there, -t SECONDS and -s KIB (which needs du) stop reading further
# processes, -j prints a line of JSON about what was done. Status 0 done, 1 not or not all that was asked for by its number,
# 2 called wrongly, 3 cut short by -t or -s.

set -u
umask 077
usage() {
  echo "usage: sh vmatlas-capture.sh [-o FILE | -d FOLDER] [-t SECONDS] [-s KIB] [-j] [PID...]" >&2
  exit 2
}
out=-
into=
seconds=
kib=
json=
while getopts o:d:t:s:j option; do
  case $option in
  o) out=$OPTARG ;;
  d) into=$OPTARG ;;
  t) seconds=$OPTARG ;;
  s) kib=$OPTARG ;;
  j) json=1 ;;
  *) usage ;;
  esac
done
shift $((OPTIND - 1))
case $seconds$kib in *[!0-9]*) usage ;; esac
[ -z "$into" ] || [ "$out" = - ] || usage
[ -z "$json" ] || [ "$out$into" != - ] || usage
if [ -n "$kib" ] && ! command -v du >/dev/null 2>&1; then
  echo "vmatlas-capture: -s needs du, which is not here" >&2
  exit 2
fi
if [ "$out$into" = - ] && [ -t 1 ]; then
  echo "vmatlas-capture: this would write an archive to the terminal; give -o FILE or redirect it" >&2
  exit 2
fi

# Printed before anything is read.
folder=$into
case $out in -) ;; */*) folder=${out%/*}/ ;; *) folder=. ;; esac
if [ -n "$folder" ] && { [ ! -d "$folder" ] || [ ! -w "$folder" ]; } && [ ! -e "$out" ]; then
  echo "vmatlas-capture: $folder is no folder that may be written to" >&2
  exit 1
fi

root=${VMATLAS_PROC:-/proc}
sys=${VMATLAS_SYS:-/sys}
name=vmatlas-capture.$$
top=${TMPDIR:-/tmp}/$name
# One that was killed leaves its folder, and numbers of processes come again: what is there already is not used.
round=0
while [ -e "$top" ] || [ -h "$top" ]; do
  round=$((round + 1))
  name=vmatlas-capture.$$.$round
  top=${TMPDIR:-/tmp}/$name
done
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

host=
read -r host <"$root/sys/kernel/hostname"
facts() {
  echo "tool=vmatlas-capture.sh 1"
  echo "time=$now"
  [ -z "$host" ] || echo "host=$host"
  read -r text <"$root/sys/kernel/osrelease" && echo "kernel=$text"
  read -r text <"$root/sys/kernel/random/boot_id" && echo "bootid=$text"
  text=$(getconf PAGESIZE 2>/dev/null) && echo "pagesize=$text"
  echo "user=${USER:-${LOGNAME:-}}"
  [ $left = 0 ] || echo "note=$left processes were left out: the time or the size allowed was used up"
}
cat "$root/version" >"$top/proc/version" 2>/dev/null
# What the machine's memory is used for, and whether anything waits for it.
cat "$root/meminfo" >"$top/proc/meminfo" 2>/dev/null
mkdir "$top/proc/pressure"
cat "$root/pressure/memory" >"$top/proc/pressure/memory" 2>/dev/null || rm -rf "$top/proc/pressure"

# One process. It may end at any moment, or its files may be closed to us: what could be read is kept. Kernel threads have
# no maps and smaps contains all that maps does, so files that would add nothing are not read: each costs a program start.
capture() {
  folder=$top/proc/$1
  mkdir "$folder" 2>/dev/null || return 1
  keep "$1" stat || {
    rm -rf "$folder"
    return 1
  }
  keep "$1" status
  keep "$1" cmdline
  keep "$1" cgroup && keep_cgroups "$top/proc/$1/cgroup"
  if read -r text <"$root/$1/maps"; then
    keep "$1" smaps && [ -s "$folder/smaps" ] || keep "$1" maps
    keep "$1" smaps_rollup
  fi 2>/dev/null
  return 0
}

full=
keep() {
  cat "$root/$1/$2" >"$top/proc/$1/$2" 2>/dev/null && return 0
  # What can't even be added to was read, but there is no room to keep it.
  { echo >>"$top/proc/$1/$2"; } 2>/dev/null || full=1
  rm -f "$top/proc/$1/$2"
  return 1
}

# The memory files of a process's cgroups and of all above them: its limits, and what it takes of them. Copied by the shell itself,
# because there are many and small. Of more than 300 cgroups the first ones are kept.
cgroups=0
kept='|'
keep_cgroups() {
  while IFS=: read -r number controllers path; do
    case $path in *..*) continue ;; esac
    case $number:,$controllers, in
    0:,,) keep_cgroup sys/fs/cgroup "$path" current peak max high low min swap.current swap.max stat events pressure ;;
    *,memory,*) keep_cgroup sys/fs/cgroup/memory "$path" usage_in_bytes max_usage_in_bytes limit_in_bytes \
      soft_limit_in_bytes memsw.usage_in_bytes memsw.limit_in_bytes stat oom_control ;;
    esac
  done <"$1"
}
keep_cgroup() {
  mount=$1
  path=${2%/}
  shift 2
  [ -r "$sys${mount#sys}$path/memory.stat" ] || [ -r "$sys${mount#sys}/memory.stat" ] || return 0
  while :; do
    case $kept in *"|$mount$path|"*) return 0 ;; esac
    [ $cgroups -lt 300 ] || return 0
    cgroups=$((cgroups + 1))
    kept="$kept$mount$path|"
    mkdir -p "$top/$mount$path" || return 0
    for name in "$@"; do
      [ -r "$sys${mount#sys}$path/memory.$name" ] || continue
      while IFS= read -r line; do echo "$line"; done <"$sys${mount#sys}$path/memory.$name" >"$top/$mount$path/memory.$name"
      echo "$mount$path/memory.$name" >>"$top/cgroup-files"
    done 2>/dev/null
    [ -n "$path" ] || return 0
    path=${path%/*}
  done
}

# Whether a budget is used up. Of time only whole seconds are looked at.
used_up() {
  if [ -n "$seconds" ] && read -r up _ <"$root/uptime" && [ $((${up%%.*} - begun)) -ge "$seconds" ]; then return 0; fi
  [ -n "$kib" ] || return 1
  text=$(du -sk "$top") || return 1
  [ "${text%%[!0-9]*}" -ge "$kib" ]
}
begun=0
[ -z "$seconds" ] || { read -r begun _ <"$root/uptime" && begun=${begun%%.*}; }

count=0
missing=0
left=0
if [ $# -gt 0 ]; then
  for pid in "$@"; do
    case $pid in
    '' | *[!0-9]*)
      echo "vmatlas-capture: $pid is not a process id" >&2
      missing=1
      continue
      ;;
    esac
    if [ $count -gt 0 ] && used_up; then
      left=$((left + 1))
    elif capture "$pid"; then
      count=$((count + 1))
    else
      echo "vmatlas-capture: process $pid is not there or may not be read" >&2
      missing=1
    fi
  done
else
  for folder in "$root"/[0-9]*; do
    if [ $left -gt 0 ] || { [ $count -gt 0 ] && used_up; }; then
      left=$((left + 1))
    elif capture "${folder##*/}"; then
      count=$((count + 1))
    fi
  done
fi
if [ -n "$full" ]; then
  echo "vmatlas-capture: the disk of ${TMPDIR:-/tmp} is full: nothing was written" >&2
  exit 1
fi
if [ $count = 0 ]; then
  echo "vmatlas-capture: no process could be read" >&2
  exit 1
fi

facts >"$top/vmatlas-capture" 2>/dev/null

if [ -n "$into" ]; then
  # A name that needs no quotes. Without date(1), its time is in seconds since 1970.
  case $host in '' | [.-]* | *[!A-Za-z0-9._-]*) host=host ;; esac
  time=$(date -u +%Y%m%dT%H%M%SZ 2>/dev/null) || time=$now
  what=all
  [ $# = 0 ] || what=$#-processes
  [ $# != 1 ] || what=$1
  out=$into/$host-$time-$what.tar
fi

# Into a temporary file first, so that a full disk leaves no half archive under the name that was asked for.
pack() {
  cd "$top" || return 1
  if command -v tar >/dev/null 2>&1; then
    folders=proc
    [ ! -d sys ] || folders='proc sys'
    # shellcheck disable=SC2086
    tar -cf - vmatlas-capture $folders
  elif command -v cpio >/dev/null 2>&1; then
    {
      for file in vmatlas-capture proc/version proc/meminfo proc/*/*; do echo "$file"; done
      [ ! -e cgroup-files ] || cat cgroup-files
    } | cpio -o -H newc 2>/dev/null
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
[ $left = 0 ] || {
  echo "vmatlas-capture: $left processes were left out" >&2
  [ $missing != 0 ] || missing=3
}
if [ $count = 1 ]; then echo "vmatlas-capture: 1 process" >&2; else echo "vmatlas-capture: $count processes" >&2; fi
# Only numbers, and of the name only what needs no escape.
if [ -n "$json" ]; then
  file=${out##*/}
  case $file in *[!A-Za-z0-9._-]*) file= ;; esac
  echo "{\"file\":\"$file\",\"time\":${now:-null},\"processes\":$count,\"leftOut\":$left,\"status\":$missing}"
fi
exit $missing
