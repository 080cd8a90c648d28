/** Texts of the view of findings; those of the findings themselves are in words/findings.ts. */
export const findingsView = {
  label: 'Findings',
  none: 'Nothing stands out in this process.',
  checked: 'Looked for: {titles}.',
  between: '; ',
  level: {
    act: 'Act',
    look: 'Worth a look',
    'good-to-know': 'Good to know'
  },
  why: 'Why',
  todo: 'What to do',
  source: 'Source',
  show: 'Show the mapping | Show the {count} mappings',
  looking: 'Free memory inside malloc and idle stacks are known only where the memory of the process was looked into.',
  cut: 'Not all of it was looked at: there was not enough time for {parts}.'
}
