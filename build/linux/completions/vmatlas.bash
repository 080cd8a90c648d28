# bash completion for vmatlas; made by `npm run completions` from the commands' own list
_vmatlas() {
  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]:-} first=''
  if [ "$COMP_CWORD" -eq 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W 'pmap export capture where pages record grew findings ask-jvm compare list shared machine check metrics lessons lesson serve help version' -- "$current")
    return
  fi
  case "$command $before" in
    "pmap -C" | "pmap --read-rc-from") mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
    "pmap -N" | "pmap --create-rc-to") mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
    "pmap -A" | "pmap --range") COMPREPLY=(); return ;;
    "pmap --from") mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
    "pmap --moment") COMPREPLY=(); return ;;
    "export -f" | "export --format") mapfile -t COMPREPLY < <(compgen -W 'html vmsnap json csv tsv markdown pmap parquet perfetto folded' -- "$current"); return ;;
    "export --from") mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
    "export --moment") COMPREPLY=(); return ;;
    "export -o" | "export --output") mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
    "export --table") mapfile -t COMPREPLY < <(compgen -W 'mappings processes machine' -- "$current"); return ;;
    "export --label") COMPREPLY=(); return ;;
    "export --evidence") mapfile -t COMPREPLY < <(compgen -W 'maps files inside' -- "$current"); return ;;
    "export --redact") first=''; case $current in *,*) first=${current%,*}, ;; esac; mapfile -t COMPREPLY < <(compgen -P "$first" -W 'paths all-paths users host commands addresses everything nothing' -- "${current##*,}"); return ;;
    "capture -o" | "capture --output") mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
    "capture --folder") mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
    "capture --count") COMPREPLY=(); return ;;
    "capture --every") COMPREPLY=(); return ;;
    "capture --note") COMPREPLY=(); return ;;
    "capture --redact") COMPREPLY=(); return ;;
    "capture --evidence") mapfile -t COMPREPLY < <(compgen -W 'maps files inside' -- "$current"); return ;;
    "capture --max-time") COMPREPLY=(); return ;;
    "capture --max-size") COMPREPLY=(); return ;;
    "capture --nice") COMPREPLY=(); return ;;
    "where --sysroot") mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
    "record -o" | "record --output") mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
    "record --every") COMPREPLY=(); return ;;
    "record --for") COMPREPLY=(); return ;;
    "record --keep") COMPREPLY=(); return ;;
    "record --when") COMPREPLY=(); return ;;
    "record --until") COMPREPLY=(); return ;;
    "record --note") COMPREPLY=(); return ;;
    "grew --for") COMPREPLY=(); return ;;
    "grew --from") COMPREPLY=(); return ;;
    "grew --to") COMPREPLY=(); return ;;
    "grew --by") first=''; case $current in *,*) first=${current%,*}, ;; esac; mapfile -t COMPREPLY < <(compgen -P "$first" -W 'purpose category module mapping' -- "${current##*,}"); return ;;
    "grew --metric") mapfile -t COMPREPLY < <(compgen -W 'size rss pss uss swap dirty huge' -- "$current"); return ;;
    "list --by") mapfile -t COMPREPLY < <(compgen -W 'program tree user session unit cgroup container app' -- "$current"); return ;;
    "list --sort") mapfile -t COMPREPLY < <(compgen -W 'pss uss rss swap anon name' -- "$current"); return ;;
    "list --from") mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
    "machine --from") mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
    "check --against") COMPREPLY=(); return ;;
    "check --limits") mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
    "check --junit") mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
    "metrics --unit") COMPREPLY=(); return ;;
    "metrics --by") first=''; case $current in *,*) first=${current%,*}, ;; esac; mapfile -t COMPREPLY < <(compgen -P "$first" -W 'program unit pid' -- "${current##*,}"); return ;;
    "metrics -o" | "metrics --output") mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
    "lessons --site") mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
    "lesson --answers") mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
    "lesson --record") mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
    "serve --port") COMPREPLY=(); return ;;
  esac
  case "$command:$current" in
    pmap:-*) mapfile -t COMPREPLY < <(compgen -W '-x --extended -X -XX -c --read-rc -C --read-rc-from -n --create-rc -N --create-rc-to -d --device -q --quiet -p --show-path -k --use-kernel-name -A --range --from --moment -h --help -V --version' -- "$current") ;;
    export:-*) mapfile -t COMPREPLY < <(compgen -W '-f --format --from --moment -o --output --table --label --all --evidence --redact' -- "$current") ;;
    capture:-*) mapfile -t COMPREPLY < <(compgen -W '-o --output --folder --all --count --every --note --redact --evidence --max-time --max-size --nice --json' -- "$current") ;;
    where:-*) mapfile -t COMPREPLY < <(compgen -W '--json --sysroot' -- "$current") ;;
    pages:-*) mapfile -t COMPREPLY < <(compgen -W '--json' -- "$current") ;;
    record:-*) mapfile -t COMPREPLY < <(compgen -W '-o --output --every --for --keep --when --until --last-words --note' -- "$current") ;;
    grew:-*) mapfile -t COMPREPLY < <(compgen -W '--for --from --to --by --metric --json' -- "$current") ;;
    findings:-*) mapfile -t COMPREPLY < <(compgen -W '--json' -- "$current") ;;
    ask-jvm:-*) mapfile -t COMPREPLY < <(compgen -W '--raw --json' -- "$current") ;;
    compare:-*) mapfile -t COMPREPLY < <(compgen -W '--json -a --all' -- "$current") ;;
    list:-*) mapfile -t COMPREPLY < <(compgen -W '--by --sort --from --json' -- "$current") ;;
    shared:-*) mapfile -t COMPREPLY < <(compgen -W '--json' -- "$current") ;;
    machine:-*) mapfile -t COMPREPLY < <(compgen -W '--from --json' -- "$current") ;;
    check:-*) mapfile -t COMPREPLY < <(compgen -W '--against --limits --json --junit --schema' -- "$current") ;;
    metrics:-*) mapfile -t COMPREPLY < <(compgen -W '--unit --by -o --output' -- "$current") ;;
    lessons:-*) mapfile -t COMPREPLY < <(compgen -W '--json --site' -- "$current") ;;
    lesson:-*) mapfile -t COMPREPLY < <(compgen -W '--answers --check --record' -- "$current") ;;
    serve:-*) mapfile -t COMPREPLY < <(compgen -W '--port --no-open --code' -- "$current") ;;
    help:-*) mapfile -t COMPREPLY < <(compgen -W '' -- "$current") ;;
    version:-*) mapfile -t COMPREPLY < <(compgen -W '' -- "$current") ;;
    pmap:*) mapfile -t COMPREPLY < <(compgen -W "$(cd /proc && echo [1-9]*)" -- "$current") ;;
    export:*) mapfile -t COMPREPLY < <(compgen -W "$(cd /proc && echo [1-9]*)" -- "$current") ;;
    capture:*) mapfile -t COMPREPLY < <(compgen -W "$(cd /proc && echo [1-9]*)" -- "$current") ;;
    where:*) mapfile -t COMPREPLY < <(compgen -f -W "$(cd /proc && echo [1-9]*)" -- "$current") ;;
    pages:*) mapfile -t COMPREPLY < <(compgen -W "$(cd /proc && echo [1-9]*)" -- "$current") ;;
    record:*) COMPREPLY=() ;;
    grew:*) COMPREPLY=() ;;
    findings:*) mapfile -t COMPREPLY < <(compgen -f -W "$(cd /proc && echo [1-9]*)" -- "$current") ;;
    ask-jvm:*) mapfile -t COMPREPLY < <(compgen -W "$(cd /proc && echo [1-9]*)" -- "$current") ;;
    compare:*) mapfile -t COMPREPLY < <(compgen -f -W "$(cd /proc && echo [1-9]*)" -- "$current") ;;
    list:*) COMPREPLY=() ;;
    shared:*) mapfile -t COMPREPLY < <(compgen -f -W "$(cd /proc && echo [1-9]*)" -- "$current") ;;
    machine:*) COMPREPLY=() ;;
    check:*) mapfile -t COMPREPLY < <(compgen -f -W "$(cd /proc && echo [1-9]*)" -- "$current") ;;
    metrics:*) mapfile -t COMPREPLY < <(compgen -W "$(cd /proc && echo [1-9]*)" -- "$current") ;;
    lessons:*) COMPREPLY=() ;;
    lesson:*) mapfile -t COMPREPLY < <(compgen -W "$(vmatlas lessons 2>/dev/null | cut -d " " -f 1)" -- "$current") ;;
    serve:*) COMPREPLY=() ;;
    help:*) COMPREPLY=() ;;
    version:*) COMPREPLY=() ;;
  esac
}
complete -o default -F _vmatlas vmatlas
