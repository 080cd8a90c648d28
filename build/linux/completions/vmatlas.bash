# bash completion for vmatlas
_vmatlas() {
  local current=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]:-}
  if [ "$COMP_CWORD" -eq 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W 'pmap export capture compare serve lessons lesson help version' -- "$current")
    return
  fi
  case $command in
    pmap) words='-x -X -XX -d -p -k -q -A -c -C -n -N -h -V --from' ;;
    export) words='--format --from --redact' ;;
    capture) words='--all -o --note --count --every' ;;
    compare) words='--json' ;;
    serve) words='--port --no-open' ;;
    lessons) words='--json' ;;
    lesson) words='--check' ;;
    *) words='' ;;
  esac
  case $current in
    -*) mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current") ;;
    *)
      case $command in
        pmap | export | capture) mapfile -t COMPREPLY < <(compgen -W "$(cd /proc && echo [1-9]*)" -- "$current") ;;
        *) mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
      esac
      ;;
  esac
}
complete -o default -F _vmatlas vmatlas
