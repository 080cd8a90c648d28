import { lookParts } from '#shared/words/look.ts'

/** Texts of the window's frame: toolbar, panes, status bar, help. */
export const shell = {
  product: 'vmatlas',
  skip: 'Skip to the mappings',
  printKeys: 'Print the keys',
  toolbar: 'Tools',
  process: 'Chosen process',
  pause: 'Pause',
  resume: 'Resume',
  pauseHint: 'Freeze the screen ({key})',
  capture: 'Refresh',
  captureHint: 'Read this process again now ({key})',
  snapshot: 'Save snapshot',
  snapshotHint: 'Save a snapshot of this process that opens anywhere ({key}; all processes: {all})',
  theme: 'Theme',
  themes: {
    system: 'Follow system',
    dark: 'Dark',
    light: 'Light',
    contrast: 'High contrast'
  },
  language: 'Language',
  settings: {
    button: 'Settings',
    hint: 'Appearance, language, and what watching may cost ({key})',
    title: 'Settings',
    text: 'Changes apply at once and are saved.',
    patterns: 'Patterns in pictures',
    patternsHint:
      'The treemap’s tiles are hatched as the categories in the list are, so that they can be told apart without colours.',
    evidence: 'Find out what memory is for',
    evidences: {
      maps: 'in the memory map only',
      files: 'also in programs’ files',
      inside: 'also inside own processes'
    },
    evidenceHint:
      'Inside processes, a few words at the start of resident mappings are read: headers of malloc blocks, arenas and runtimes. Only the conclusion is kept. Processes of other users are not looked into.',
    limit: 'Time that watching may take',
    limitHint:
      'Reading a process’s map holds its memory lock for a moment. vmatlas waits between readings so that they stay below this share of the time.',
    releases: 'Show a link to new releases',
    releasesHint:
      'In “About vmatlas”. vmatlas never looks for releases itself; the link opens in your browser when you click it.',
    recorderMachine: 'Recorder: numbers of all processes',
    recorderCaptures: 'Recorder: captures of watched processes',
    recorderHint:
      'Memory on the host. When it is full, older moments are thinned out: every second, fourth, eighth one is kept.'
  },
  help: 'Help',
  helpHint: 'Help and keys ({key})',
  close: 'Close',
  source: {
    desktop: 'This computer: {host}',
    browser: 'Computer: {host}',
    report: 'Report',
    unknown: 'No source'
  },
  sourceHint: 'Linux {kernel}, {architecture}, pages of {page} bytes, reading as user {user}',
  privileged: 'reading with privileges',
  files: {
    label: 'Source',
    open: 'Open…',
    openHint: 'Open a snapshot or any text with a memory map; drop or paste works as well ({key})',
    close: 'Close this file',
    window: 'Show this file in a new window ({key})',
    moment: 'Moment',
    note: 'Note in the file',
    hideNote: 'Hide the note',
    momentOf: 'Moment {number}',
    from: 'From {format}',
    host: 'captured on {host}',
    kernel: 'Linux {kernel}',
    tool: 'written by {tool}',
    skipped: '{count} place skipped | {count} places skipped',
    skippedTitle: 'What was skipped in {name}',
    limits: 'What this file does not report',
    limitsTitle: 'What {name} does not report',
    line: 'Line {line}',
    drop: 'Drop to open'
  },
  moreTools: 'More tools',
  pane: {
    toggleList: 'Show or hide the process list',
    list: 'Width of the process list',
    picture: 'Height of the picture',
    details: 'Width of the details',
    showPicture: 'Show the picture',
    hidePicture: 'Hide the picture',
    showDetails: 'Show the details',
    hideDetails: 'Hide the details',
    views: { legend: 'Legend', picture: 'Pictures', table: 'Tables', details: 'Details', compact: 'Views' },
    legend: 'Width of the legend',
    pictureWidth: 'Width of the picture'
  },
  lookPart: {
    and: ', ',
    ...lookParts
  },
  status: {
    snapshot: 'Taking a snapshot',
    cancel: 'Cancel',
    label: 'State of the reading',
    between: '; ',
    captured: 'Captured {time}',
    reading: 'Reading process {pid}: {rows} mappings',
    cost: 'Watching costs {duty} of a core; the process’s memory map was locked for up to {milliseconds} ms',
    costOfList: 'Watching costs {duty} of a core; reading the list of mappings took {milliseconds} ms',
    storedLabels: 'labels from the file',
    newLabels: 'labels worked out anew',
    storedLabelsHint:
      'What each mapping is for was worked out at capture, also from files and from the memory of the process. Click to work it out anew, by this version and from the mappings alone.',
    newLabelsHint:
      'What each mapping is for was worked out anew from the mappings alone. Click for what was worked out at capture.',
    looking: 'looking for what memory is for: {milliseconds} ms',
    notInside: 'no permission to look inside',
    lookCut: 'no time yet for all of: {parts}',
    notInsideThen: 'it could not be looked into then',
    lookCutThen: 'there was no time then for all of: {parts}',
    costHint:
      'Reading smaps holds the process’s memory lock, so it is done at most {limit} of the time. Click to change that.',
    frozen: 'Paused',
    lost: 'Connection lost: the screen is not up to date. Trying again.',
    unreachable:
      'vmatlas does not answer. Trying again; if it has ended, start it and open the address that it prints.',
    refused: 'vmatlas was restarted: open the address that it printed.',
    connected: 'Connected',
    mappings: '{count} mappings'
  },
  slowFiles: {
    label: 'Files being read',
    text: 'is taking long to read. You can wait, or go on with something else.',
    stop: 'Stop',
    stopFile: 'Stop reading {name}'
  },
  notice: 'Message',
  dismiss: 'Dismiss',
  welcome: {
    process: 'Choose a process',
    processText:
      'Pick one in the list to see what its memory is: arrow keys and Enter, or a click. Type / to filter by name, pid, user or command line.',
    file: 'Open a file',
    fileText:
      'A snapshot, maps or smaps text, pmap’s output, an archive of /proc, a core file, a crash report: open it, drop it on this window, or paste its text.',
    recent: 'Recent files',
    lesson: 'Take a lesson',
    lessonText:
      'See virtual memory at work: a small real program maps, touches, forks and protects memory, step by step.'
  },
  notes: {
    title: 'What is missing here, and why',
    readWhole: 'Read everything',
    elevate: 'Read it with administrator rights…',
    still: 'The numbers of the process as a whole are still right:'
  },
  helpTitle: 'Help',
  helpText:
    'vmatlas shows what the Linux kernel reports about a process’s memory. Nothing is estimated: a number that the kernel does not report is shown as –, never as 0.',
  keys: 'Keys',
  keyOf: {
    filter: 'Filter processes',
    move: 'Move in lists and tables',
    open: 'Open the process',
    window: 'On a process: open it in a new window',
    tree: 'Close or open a branch of the tree',
    splitter: 'On the divider between two panes: resize them',
    extend: 'Select more rows',
    selectAll: 'Select all rows',
    copyRows: 'Copy the selected rows',
    copyCell: 'Copy the cell under the cursor',
    menu: 'Open the menu of the rows',
    header: 'From the first row: into the table’s header',
    sort: 'In the header: sort by the column',
    widen: 'In the header: change the column’s width',
    moveColumn: 'In the header: move the column',
    escape: 'Clear the selection; in the treemap: one step out'
  },
  words: 'Words',
  wordOf: {
    resident: 'Resident (RSS): in memory now; pages that several processes use are counted in full for each of them.',
    proportional: 'Proportional (PSS): resident, but every shared page is divided among those who use it.',
    unique: 'Unique (USS): pages that only this process uses; this is what ending it would give back.',
    size: 'Size: address space. It may be far more than memory, because addresses alone cost nearly nothing.'
  },
  about: {
    title: 'About vmatlas',
    text: 'What a Linux process’s memory really is, in pmap’s own columns.',
    kernel: 'kernel',
    privacy: 'It only reads. Nothing is sent anywhere.',
    releases: 'Releases of vmatlas',
    licence: 'MIT licence.'
  }
}
