/** Texts of the export dialog. */
export const share = {
  button: 'Export…',
  buttonHint: 'Share what is on the screen: a page, a snapshot, a text or a picture ({key})',
  title: 'Export what is on the screen',
  text: 'Every mapping of this capture with everything its source reports. What it does not report is left out, never 0. While something is compared, the page and the snapshot hold both moments.',
  format: 'Format',
  formats: {
    html: 'One HTML page that shows all this by itself, in any browser, without a network',
    vmsnap: 'Snapshot (.vmsnap), to be opened in vmatlas',
    pmap: 'pmap text, as pmap -XX -p prints it',
    json: 'JSON, with categories and their confidence',
    csv: 'CSV, for spreadsheets',
    tsv: 'TSV, for shell tools',
    markdown: 'Markdown table, for reports',
    png: 'Picture of the treemap (PNG)',
    svg: 'Drawing of the treemap (SVG), sharp at every size'
  },
  redact: {
    legend: 'Leave out',
    paths: 'Paths',
    pathsOf: {
      own: 'all but those of the system itself',
      all: 'all, also of libraries and programs',
      none: 'none'
    },
    users: 'User names',
    host: 'Name of the machine',
    commands: 'Command lines',
    addresses: 'Addresses (moved; the layout stays)',
    kind: {
      paths: 'Path',
      users: 'User',
      host: 'Machine',
      commands: 'Command line',
      addresses: 'Address'
    },
    working: 'Finding what to leave out…',
    nothing: 'Nothing is replaced.',
    count: 'This is replaced, {count} in all:',
    list: 'What is replaced by what',
    what: 'What',
    from: 'Before',
    to: 'After',
    left: '(left out)',
    more: '{count} more'
  },
  command: 'The same on the command line:',
  copy: 'Copy',
  copied: 'Copied',
  copyMarkdown: 'Copy as Markdown',
  markdownCopied:
    'Copied as Markdown: sentences, categories and findings, without private paths, names and addresses. Export… leaves out less.',
  notCopied: 'Could not be copied: the browser does not allow it here',
  save: 'Save',
  saving: 'Writing…',
  written: 'Written: {name}',
  unnamed: 'a process'
}
