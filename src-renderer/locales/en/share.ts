/** Texts of the export dialog. */
export const share = {
  button: 'Export…',
  buttonHint: 'Save these mappings for other programs ({key})',
  title: 'Export these mappings',
  text: 'Every mapping of this capture with everything its source tells. What it does not tell is left out, never 0.',
  format: 'Format',
  formats: {
    pmap: 'pmap text, as pmap -XX -p prints it',
    json: 'JSON, with categories and their confidence',
    csv: 'CSV, for spreadsheets',
    tsv: 'TSV, for shell tools',
    markdown: 'Markdown table, for reports'
  },
  command: 'The same on the command line:',
  copy: 'Copy',
  copied: 'Copied',
  warning: 'Paths, command lines and addresses are part of it: look at the file before you give it away.',
  save: 'Save'
}
