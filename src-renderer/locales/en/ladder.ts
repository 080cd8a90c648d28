/** Texts of the picture of the address space, and of what no mapping covers. */
export const ladder = {
  label: 'Address space',
  keys: 'Address space in address order. Left and right arrows go to the mapping or gap beside, plus and minus zoom, Shift with arrows moves, Enter opens what is selected, Home shows all.',
  scaleLabel: 'How long mappings and gaps are drawn',
  scale: {
    compressed: 'Compressed',
    true: 'To scale'
  },
  scaleMeaning: {
    compressed: 'As long as the logarithm of their size: nothing is too small, nothing too large',
    true: 'As long as they are: what is small lies in the lanes below'
  },
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  whole: 'Show all addresses',
  noAddresses: 'This source does not report addresses.',
  noMappings: 'There are no mappings to draw.',
  mapping: '{name} · {amount} · {perms} · {range}',
  several: '{count} mappings, the largest {name}',
  gapOf: '{kind} · {amount} · {range}',
  limit: 'end of {bits}-bit addresses',
  free: '{amount} free',
  freeWords: 'Free: {total} in {pieces}; largest block {largest}, {fragmented} lies outside of it.',
  pieces: '{count} piece | {count} pieces',
  freeHint: 'Addresses that no mapping covers, of the {bits}-bit addresses that a program has here',
  freeGuess:
    'Addresses that no mapping covers, if programs have {bits}-bit addresses there: the source does not report that'
}

/** What a range without a mapping is. */
export const gap = {
  below: 'Below the first mapping',
  between: 'Not mapped',
  module: 'Hole between segments of {name}',
  above: 'Above the last mapping',
  refused: 'Addresses that the processor refuses',
  kernel: 'The kernel’s addresses',
  show: 'Gaps',
  showHint: 'Show what lies between the mappings as rows; totals leave it out',
  onlyInOrder:
    'Gaps are shown as rows only where nothing is filtered or grouped and rows are sorted by address or size.'
}

/** Units of amounts. */
export const units = {
  label: 'Amounts of memory',
  hint: 'In pictures, sentences, details, gaps and your own columns; pmap’s columns stay in kB.',
  names: {
    auto: 'In the unit that fits',
    kib: 'KiB',
    mib: 'MiB',
    pages: 'Pages',
    bytes: 'Bytes',
    hex: 'Bytes, hexadecimal'
  },
  pages: '{count} page | {count} pages'
}
