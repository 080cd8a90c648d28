# fish completion for vmatlas
complete -c vmatlas -n __fish_use_subcommand -a pmap -d "pmap's own output, also from snapshots"
complete -c vmatlas -n __fish_use_subcommand -a export -d 'mappings in a format for other programs'
complete -c vmatlas -n __fish_use_subcommand -a capture -d 'save a snapshot that opens anywhere'
complete -c vmatlas -n __fish_use_subcommand -a compare -d 'what changed between two captures'
complete -c vmatlas -n __fish_use_subcommand -a serve -d 'serve the app to a browser of this machine'
complete -c vmatlas -n __fish_use_subcommand -a lessons -d 'list the lessons'
complete -c vmatlas -n __fish_use_subcommand -a lesson -d 'play or check a lesson'
complete -c vmatlas -n '__fish_seen_subcommand_from capture' -l count -x -d 'how many moments'
complete -c vmatlas -n '__fish_seen_subcommand_from capture' -l every -x -d 'seconds from one moment to the next'
complete -c vmatlas -n '__fish_seen_subcommand_from pmap export capture' -f -a '(__fish_complete_pids)'
