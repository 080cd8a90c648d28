/** Texts of the list of all commands. */
export const palette = {
  title: 'All commands',
  text: 'Type a part of a name, then choose with the arrow keys and Enter.',
  placeholder: 'Command, view, process or file',
  recent: 'Looked at before',
  commands: 'Commands',
  views: 'Views',
  files: 'Files',
  processes: 'Processes',
  live: 'this machine',
  opened: 'open',
  recentFile: 'opened before',
  nothing: 'Nothing matches.',
  count: '{count} entry | {count} entries'
}
