# bash completion for vmatlas
_vmatlas() {
  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]:-} words=''
  if [ "$COMP_CWORD" -eq 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W 'pmap export capture compare serve lessons lesson help version' -- "$current")
    return
  fi
  case $before in
    -f | --format) words='html vmsnap json csv tsv markdown pmap' ;;
    --redact) words='paths all-paths users host commands addresses everything nothing' ;;
    --from | -o | --output | -C | --read-rc-from | -N | --create-rc-to | --record)
      mapfile -t COMPREPLY < <(compgen -f -- "$current")
      return
      ;;
    --port | --count | --every | --note | --moment | -A | --range)
      COMPREPLY=()
      return
      ;;
  esac
  if [ -n "$words" ]; then
    # Several words of --redact stand with commas between them.
    local first=''
    case $current in *,*) first=${current%,*}, ;; esac
    mapfile -t COMPREPLY < <(compgen -P "$first" -W "$words" -- "${current##*,}")
    return
  fi
  case $command in
    pmap) words='-x --extended -X -XX -c --read-rc -C --read-rc-from -n --create-rc -N --create-rc-to -d --device
      -q --quiet -p --show-path -k --use-kernel-name -A --range --from --moment -h --help -V --version' ;;
    export) words='-f --format --from --moment -o --output --redact' ;;
    capture) words='--all -o --output --note --count --every' ;;
    compare) words='--json -a --all' ;;
    serve) words='--port --no-open' ;;
    lessons) words='--json' ;;
    lesson) words='--check --record' ;;
  esac
  case $current in
    -*) mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current") ;;
    *)
      case $command in
        pmap | export | capture) mapfile -t COMPREPLY < <(compgen -W "$(cd /proc && echo [1-9]*)" -- "$current") ;;
        compare) mapfile -t COMPREPLY < <(compgen -f -W "$(cd /proc && echo [1-9]*)" -- "$current") ;;
        lesson) mapfile -t COMPREPLY < <(compgen -W 'address-space vsz-is-not-rss reading-untouched-memory where-is-the-heap free-is-not-back threads fork-and-copy-on-write shared-libraries file-mappings protection-and-splitting huge-reservations 47-bits' -- "$current") ;;
        *) COMPREPLY=() ;;
      esac
      ;;
  esac
}
complete -o default -F _vmatlas vmatlas
