/** Options of the comparison; RC means a configuration file, LOW and HIGH addresses inside the process. */
export const OPTION_SETS: readonly (readonly string[])[] = [
  [],
  ['-q'],
  ['-p'],
  ['-q', '-p'],
  ['-x'],
  ['-x', '-q'],
  ['-xp'],
  ['-d'],
  ['-d', '-q'],
  ['-dqp'],
  ['-X'],
  ['-X', '-q'],
  ['-X', '-p'],
  ['-XX'],
  ['-XX', '-q'],
  ['-X', '-X', '-q', '-p'],
  ['-C', 'RC'],
  ['-C', 'RC', '-q'],
  ['-C', 'RC', '-p'],
  ['-A', 'LOW,HIGH'],
  ['-d', '-A', 'LOW'],
  ['--device', '--show-path', '--range=LOW,'],
  ['--extended', '--quiet', '--show-path'],
  ['-r', '-x']
]

/** Sections in an unusual order, unknown names, a toggled path: what the grammar of procps allows. */
export const RC_TEXT = `# columns
[Mapping]
ShowPath
[Fields Display]
Perm
Rss
Pss # proportional
Inode
VmFlags
Mapping
Pss_Dirty
Nonsense
`
