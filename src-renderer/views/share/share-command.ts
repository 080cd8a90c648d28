import type { Capture } from '#shared/memory/capture.ts'
import { REDACTIONS, type RedactionChoice } from '#shared/redact/redaction.ts'
import type { SharedFormat } from '#shared/formats/snapshot/share-captures.ts'

/** The parts that a choice leaves out, as `--redact` takes them. */
function redactWords(choice: RedactionChoice): string {
  return REDACTIONS.flatMap((what) => {
    if (what === 'paths') return choice.paths === 'none' ? [] : [choice.paths === 'all' ? 'all-paths' : 'paths']
    return choice[what] ? [what] : []
  }).join(',')
}

/** The command that writes the same of the live process. */
export function shareCommand({ process }: Capture, format: SharedFormat, choice: RedactionChoice): string {
  const words = redactWords(choice)
  if (format === 'pmap' && words === '') return `pmap -XX -p ${process.pid}`
  return `vmatlas export ${process.pid} --format ${format} --redact ${words === '' ? 'nothing' : words}`
}
