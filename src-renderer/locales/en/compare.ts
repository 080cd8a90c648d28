/** Texts of comparing two captures. */
export const compare = {
  mark: 'Mark',
  markHint: 'Set this capture aside, to compare a later one, another process or another file with it (Ctrl+D)',
  now: 'Compare with mark',
  nowHint: 'What changed since {name}, {time} (Ctrl+D)',
  forget: 'Forget the mark',
  title: 'What changed',
  sides: '{before} → {after}',
  side: '{name} ({pid})',
  unknownTime: 'time unknown',
  oneRun: 'One address space at two moments: mappings are paired by address.',
  twoRuns: 'Two address spaces: mappings are paired by file, place and rights, not by address.',
  grewMost: 'Grew most: {name}, {amount} ({metric}); {total} in all.',
  nothingGrew: 'Nothing grew ({metric}); {total} in all.',
  nothing: 'Nothing changed.',
  table: 'Changes of mappings',
  resident: 'resident changed',
  kind: {
    same: 'same place and size',
    appeared: 'appeared',
    vanished: 'vanished',
    grew: 'grew',
    shrank: 'shrank',
    split: 'split',
    merged: 'merged'
  },
  column: { address: 'Address', change: 'Change', rights: 'Rights', mapping: 'Mapping' },
  byCategory: 'By category'
}
