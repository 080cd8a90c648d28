/** Texts of what lies at addresses. */
export const address = {
  open: 'Addresses…',
  openHint: 'What lies at addresses: module and offset, section, symbol; also of a pasted stack trace',
  title: 'What lies at addresses',
  text: 'Addresses in hexadecimal or decimal, module+offset, or a whole stack trace: each line is answered.',
  label: 'Addresses, one or more per line',
  placeholder: '7f3e2c429d90\nlibc.so.6+0x29d90\n#3 0x00007f3e2c429d90 in …',
  answers: 'Answers',
  answered: '{count} address | {count} addresses',
  lookUp: 'Look up',
  copyAll: 'Copy all',
  copy: 'Copy this',
  go: 'Go to the mapping',
  none: 'There is no address in this text.',
  unknownModule: '{module} is not mapped in this process.',
  cut: 'Only the first {count} addresses are looked up, and of them {shown} lines shown; copying takes all.',
  column: {
    address: 'Address',
    symbol: 'Symbol',
    module: 'Module+offset',
    section: 'Section',
    mapping: 'Mapping+offset',
    fileOffset: 'File offset',
    buildId: 'Build id'
  },
  without: {
    'other-machine':
      'No symbols: this file is of another machine, or does not report which; its programs are not here. On the command line, --sysroot names a folder that has them.',
    'no-host': 'No symbols: there is no machine behind this page to read programs from.',
    failed: 'No symbols: the programs’ files could not be read.'
  }
}
