/** Texts of the mapping table. Column names are pmap's and the kernel's own and are not translated. */
export const mappingTable = {
  toolbar: 'Columns, filters and addresses',
  more: 'More filters and tools',
  label: 'Mappings',
  preset: {
    custom: 'Custom columns',
    label: 'Columns: the usual ones, or as pmap shows them',
    what: 'What each mapping is for, beside the columns of pmap -x',
    default: 'As pmap without options: address, size, mode, mapping',
    d: 'As pmap -d: with offset and device',
    x: 'As pmap -x: with resident and dirty memory',
    X: 'As pmap -X: what the kernel reports, without the rarest fields',
    XX: 'As pmap -XX: everything the kernel reports'
  },
  columns: {
    button: 'Columns',
    hint: 'Choose the columns to show',
    drag: 'Drag a column’s header to move it, or use Ctrl+Shift and the arrow keys in the header.',
    pmap: 'pmap’s columns',
    kernel: 'Fields of smaps, under the kernel’s names',
    added: 'What vmatlas adds',
    twin: 'the same as {name}'
  },
  group: {
    label: 'Group the mappings',
    hint: 'Put mappings together by category, by module (or file, name, thread), by what they are for or by permissions; a click on the arrow opens a group',
    none: 'Not grouped',
    category: 'By category',
    module: 'By module',
    purpose: 'By what they are for',
    perms: 'By permissions',
    members: '{count} mapping | {count} mappings'
  },
  filter: {
    label: 'Filter mappings',
    hint: 'A part of a name, purpose or owner; or an expression: rss > 10MiB and perms ~ w; W+X; category = heap or flags ~ hg; not swap = 0. In quotes anything is a part of a name.',
    placeholder: 'Filter, e.g. rss > 10MiB',
    menu: 'Saved filters and examples',
    save: 'Save this filter',
    remove: 'Remove this filter from the saved ones',
    saved: 'saved',
    example: 'example',
    at: 'At character {position}:',
    fault: {
      'unclosed-quote': 'the quote that opens here is never closed.',
      'unclosed-parenthesis': 'the parenthesis that opens here is never closed.',
      'unopened-parenthesis': '{what} closes nothing.',
      'unknown-field': 'this source has no column {what}. There are:',
      'no-value': 'a value to compare with is missing.',
      'no-field': '{what} needs a column before it.',
      'not-a-number': '{what} is not a number.',
      'unit-without-amount': '{what} has a unit, but the column is not an amount of memory.',
      'no-order': 'texts have no {what}: write = or ~ (contains).',
      'no-such-category':
        '{what} is not a category: image, heap, arena, stack, file, shared, anonymous, runtime, reserved, device, kernel.',
      'nothing-after': 'a condition is missing.',
      'too-deep': 'this is nested too deeply.'
    }
  },
  perms: {
    label: 'Show mappings with these permissions',
    r: 'Readable (r)',
    w: 'Writable (w)',
    x: 'Executable (x)',
    s: 'Shared kind (s)',
    p: 'Private kind (p)'
  },
  range: {
    label: 'Address range as pmap -A takes it: low, or low,high; hexadecimal',
    placeholder: 'Range low,high',
    bad: 'Not an address range. Write low or low,high in hexadecimal, for example 7f0000000000,7fffffffffff.'
  },
  goTo: {
    label: 'Go to an address (hexadecimal)',
    placeholder: 'Go to address',
    bad: 'Not a hexadecimal address',
    inside: 'offset {offset} in the mapping {name}',
    insideNameless: 'offset {offset} in {name}',
    insideFile: 'file offset {fileOffset} in {name}; offset {offset} in this mapping',
    nameless: 'the mapping at {start}',
    gap: 'No mapping there',
    before: '{distance} after {name}',
    after: '{distance} before {name}'
  },
  fullPath: 'Full paths, as pmap -p',
  copy: {
    label: 'Copy',
    hint: 'Copy the selected rows, or all shown, as tab-separated values or as pmap prints them',
    tsv: 'Copy rows',
    pmap: 'Copy rows as pmap text',
    markdown: 'Copy rows as a Markdown table',
    cell: 'Copy the cell',
    address: 'Copy address',
    name: 'Copy mapping name',
    done: 'Copied {count} rows',
    text: 'Copied {text}',
    failed: 'The browser did not allow copying.'
  },
  menu: {
    label: 'Selected mappings',
    selectAll: 'Select all shown'
  },
  category: {
    showOnly: 'Shown: {category} only',
    showAll: 'Show all categories'
  },
  count: {
    all: '{total} mappings',
    some: '{shown} of {total} mappings'
  },
  total: {
    all: 'total kB',
    allPlain: 'total',
    shown: '{count} shown',
    selected: '{count} selected'
  },
  unknown: {
    field: 'The kernel did not report {name} for this mapping.',
    maps: 'Not known: only the list of mappings (maps) could be read, not their memory (smaps).',
    source: 'Not known: this source does not report {name}.'
  },
  empty: {
    none: 'This process has no mappings of its own.',
    filtered: 'No mapping matches the filters.',
    clear: 'Clear filters'
  },
  own: {
    resident: 'Resident',
    pages: 'Pages',
    NumaNodes: 'Nodes',
    NumaPolicy: 'Policy',
    category: 'Category',
    what: 'What',
    owner: 'Owner',
    change: 'Change'
  },
  delta: 'Δ{metric}',
  deltaHint: 'Difference of {metric} since the compared moment (KiB)',
  deltaPoints: 'Difference of {metric} since the compared moment (percentage points)',
  column: {
    Address: 'First address of the mapping',
    Mode: 'Permissions: read, write, execute; s shared',
    Perm: 'Permissions: read, write, execute; p private, s shared',
    Offset: 'Where in the file the mapping begins',
    Device: 'Device of the file, major:minor, hexadecimal',
    Inode: 'Inode number of the file',
    Mapping: 'File or name of the mapping',
    resident: 'Part of the mapping that is in memory now',
    pages:
      'Which pages of the mapping are there: the bar is the mapping from start to end; blue there, yellow swapped out, grey guards',
    NumaNodes: 'Nodes of the machine on which the mapping’s memory lies, and how much on each (numa_maps)',
    NumaPolicy: 'By which policy the kernel chooses the node of its memory (numa_maps)',
    category: 'The kind of memory that the mapping is',
    what: 'What the mapping is for, with the thing that it is part of',
    owner: 'The runtime or allocator that the mapping belongs to, where it is known',
    change: 'What happened to the mapping since the compared moment',
    VmFlags: 'The kernel’s flags of the mapping, two letters each',
    field: 'The kernel’s field {name} of /proc/PID/smaps'
  }
}
