/** What a pmap configuration file asks for. */
export interface RcFile {
  /** Names of the columns to show, besides Address. */
  readonly columns: ReadonlySet<string>
  /** ShowPath toggles -p, so two of them cancel out (pmap 4.0.2, measured). */
  readonly showPathToggles: number
  /** Warnings for standard error; the run goes on. */
  readonly warnings: readonly string[]
}

/** Bytes that procps reads of a line at once, as fgets(3) does; without a newline among them the line is too long. */
const LONGEST_LINE = 1024
/** Column names are compared by their first 31 bytes. */
const LONGEST_NAME = 31
const FIELDS = 'Fields Display'
const MAPPING = 'Mapping'

/** The text that -n and -N write: every entry commented out. */
export const RC_TEMPLATE = `# pmap's Config File

# All the entries are case sensitive.
# Unsupported entries are ignored!

[Fields Display]

# To enable a field uncomment its entry

#Perm
#Offset
#Device
#Inode
#Size
#Rss
#Pss
#Shared_Clean
#Shared_Dirty
#Private_Clean
#Private_Dirty
#Referenced
#Anonymous
#AnonHugePages
#Swap
#KernelPageSize
#MMUPageSize
#Locked
#VmFlags
#Mapping


[Mapping]

# to show paths in the mapping column uncomment the following line
#ShowPath

`

interface ConfigLine {
  readonly text: string
  readonly isTooLong: boolean
}

/** Lines as procps's fgets(3) gives them: of a NUL only what is before it, of a long line the first 1,024 bytes. */
function configLines(text: string): ConfigLine[] {
  const lines: ConfigLine[] = []
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf('\n', at)
    const lineEnd = newline < 0 ? text.length : newline
    const piece = text.slice(at, Math.min(lineEnd + 1, at + LONGEST_LINE))
    const nul = piece.indexOf('\0')
    const shown = nul < 0 ? piece : piece.slice(0, nul)
    const isTooLong = shown.length === LONGEST_LINE && !shown.endsWith('\n')
    lines.push({ text: shown.replace(/\n$/, ''), isTooLong })
    at = isTooLong ? lineEnd + 1 : at + piece.length
  }
  return lines
}

/**
 * Reads a configuration file by procps's grammar (pmap 4.0.2, measured): sections `[Fields Display]` and `[Mapping]`, one
 * entry a line, `#` comments; anything odd is a warning and the rest still counts.
 */
export function parseRcFile(text: string): RcFile {
  const columns = new Set<string>()
  const warnings: string[] = []
  let toggles = 0
  let section: string | null = null
  const syntaxError = (line: number): number => warnings.push(`syntax error found in the config - line ${line}`)

  configLines(text).forEach(({ text: whole, isTooLong }, index) => {
    const number = index + 1
    if (isTooLong) warnings.push(`config line too long - line ${number}`)
    let line = whole.replace(/^[ \t]+/, '')
    if (line.startsWith('#') || line === '') return
    if (line.startsWith('[')) {
      const close = line.indexOf(']')
      if (close < 0) return void syntaxError(number)
      section = line.slice(1, close)
      if (section !== FIELDS && section !== MAPPING) {
        warnings.push(`unsupported section found in the config - line ${number}`)
        section = ''
      }
      line = line.slice(close + 1).replace(/^[ \t]+/, '')
      if (line === '' || line.startsWith('#')) return
      // What follows the section's name is an error, and an entry all the same.
      syntaxError(number)
    }
    if (section === null) return void syntaxError(number)
    // Unknown sections are skipped.
    if (section !== FIELDS && section !== MAPPING) return
    const [entry = '', second] = line.split(/[ \t]+/)
    if (second !== undefined && second !== '' && !second.startsWith('#')) syntaxError(number)
    if (section === FIELDS) columns.add(entry.slice(0, LONGEST_NAME))
    else if (entry === 'ShowPath') toggles++
  })
  return { columns, showPathToggles: toggles, warnings }
}
