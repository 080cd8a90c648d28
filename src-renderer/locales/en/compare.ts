/** Texts of comparing captures. */
export const compare = {
  start: 'Compare',
  startHint: 'Show from now on what changes in this process ({key})',
  choose: 'Compare with…',
  chooseHint: 'Compare with another moment, another process or another file',
  stop: 'Stop comparing',
  stopHint: 'Show the mappings without differences again ({key})',
  again: 'From now',
  againHint: 'Count the differences from this moment on',
  bar: 'What changed',
  since: 'Since {time}',
  against: 'Against {name} ({pid}), {time}',
  unknownTime: 'time unknown',
  oneRun: 'One address space at two moments: mappings are paired by address.',
  twoRuns: 'Two address spaces: mappings are paired by file, place and rights, not by address.',
  grewMost: '{metric} {total}; grew most: {name}, {amount}',
  nothingGrew: '{metric} {total}; nothing grew',
  nothing: 'Nothing changed so far',
  changedOnly: 'Changes only',
  changedOnlyHint: 'Hide the mappings in which nothing changed',
  side: {
    title: 'Compare with',
    text: 'What is on the screen, {name} ({pid}), is shown with its differences from the one chosen here.',
    source: 'Source',
    moment: 'Moment',
    process: 'Process',
    now: '{host}, now',
    waiting: 'Reading the list of processes…',
    none: 'There is no other process here.',
    go: 'Compare'
  },
  kind: {
    same: '·',
    numbers: 'memory',
    rights: 'rights',
    appeared: 'appeared',
    vanished: 'vanished',
    grew: 'grew',
    shrank: 'shrank',
    split: 'split',
    merged: 'merged'
  },
  count: {
    appeared: '{count} appeared',
    vanished: '{count} vanished',
    grew: '{count} grew',
    shrank: '{count} shrank',
    split: '{count} split',
    merged: '{count} merged'
  }
}
