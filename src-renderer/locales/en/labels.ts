/** Names of categories and why a mapping got one, commands, units. */
export const category = {
  image: 'Image',
  heap: 'Heap',
  arena: 'Malloc arena',
  stack: 'Stack',
  file: 'Mapped file',
  shared: 'Shared memory',
  anonymous: 'Anonymous',
  runtime: 'Runtime',
  reserved: 'Reserved',
  device: 'Device',
  kernel: 'Kernel-provided'
}

export const categoryMeaning = {
  image: 'Programs and libraries: their code and data',
  heap: 'The heap that grows by brk, and large blocks of malloc that are mappings of their own',
  arena: 'More heaps of malloc, made for threads or named by the allocator',
  stack: 'Stacks of threads',
  file: 'Files mapped to be read or written like memory',
  shared: 'Memory made to be shared between processes',
  anonymous: 'What fits none of the others, as far as is known: mostly memory without a file',
  runtime: 'What language runtimes, emulators and sanitizers keep for themselves and for the code they run',
  reserved: 'Addresses kept free or as guards; they hold nothing now, or nothing may be accessed there',
  device: 'Memory of devices',
  kernel: 'Pages and objects of the kernel, mapped into the process'
}

export const confidence = {
  kernel: 'Reported by the kernel',
  inferred: 'Inferred from the evidence',
  probable: 'Probably: the likeliest of what is known',
  unknown: 'Not known'
}

export const command = {
  openFile: 'Open…',
  openFileInNewWindow: 'Open in a new window…',
  openInNewWindow: 'Show this in a new window',
  saveSnapshot: 'Save a snapshot of this process…',
  saveAllSnapshot: 'Save a snapshot of all processes…',
  saveRecording: 'Save recording of this process…',
  exportReport: 'Export…',
  savePng: 'Save the treemap as PNG…',
  saveSvg: 'Save the treemap as SVG…',
  copyRows: 'Copy rows',
  copyPmap: 'Copy as pmap text',
  copyMarkdown: 'Copy as Markdown',
  findProcess: 'Find a process',
  filterMappings: 'Filter mappings',
  goToAddress: 'Go to an address…',
  showSettings: 'Settings…',
  recapture: 'Refresh',
  showMachine: 'Show the whole machine',
  showPalette: 'All commands…',
  toggleList: 'Show or hide the process list',
  nextPane: 'Next pane',
  previousPane: 'Previous pane',
  togglePause: 'Pause or resume',
  compare: 'Compare…',
  backToNow: 'Back to now',
  toggleGaps: 'Show or hide rows of gaps',
  markMoment: 'Mark this moment',
  lessons: 'Lessons',
  showHelp: 'Help',
  showAbout: 'About vmatlas'
}

export const pickList = {
  count: '{count} match | {count} matches',
  more: '{shown} of {count} are listed: type more of the name.'
}
