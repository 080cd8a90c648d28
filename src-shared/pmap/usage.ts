/** What `pmap -h` prints, with -k of procps 4.0.6 and vmatlas's own --from. */
export const USAGE = `
Usage:
 pmap [options] PID [PID ...]

Options:
 -x, --extended              show details
 -X                          show even more details
            WARNING: format changes according to /proc/PID/smaps
 -XX                         show everything the kernel provides
 -c, --read-rc               read the default rc
 -C, --read-rc-from=<file>   read the rc from file
 -n, --create-rc             create new default rc
 -N, --create-rc-to=<file>   create new rc to file
            NOTE: pid arguments are not allowed with -n, -N
 -d, --device                show the device format
 -q, --quiet                 do not display header and footer
 -p, --show-path             show path in the mapping
 -k, --use-kernel-name       show the kernel's own names in brackets
 -A, --range=<low>[,<high>]  limit results to the given range
     --from=<file>           read a file, a folder or - instead of /proc
     --moment=<number>       show that moment of the file, not its last

 -h, --help     display this help and exit
 -V, --version  output version information and exit

For more details see pmap(1).
`
