import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin'
import type { MutantResult } from '@stryker-mutator/api/core'
import type { Reporter } from '@stryker-mutator/api/report'
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

/** Whether no test noticed a fault. */
export const isSurvivor = ({ status }: MutantResult): boolean => status === 'Survived' || status === 'NoCoverage'

/** `file:line  what was there → what the fault made of it` */
export function survivorLine({ fileName, location: { start, end }, replacement }: MutantResult): string {
  const line = readFileSync(fileName, 'utf8').split('\n')[start.line - 1] ?? ''
  const original = line.slice(start.column - 1, start.line === end.line ? end.column - 1 : undefined)
  return `  ${relative('', fileName)}:${start.line}  ${original} → ${replacement?.split('\n')[0]}\n`
}

/** Lists what no test noticed while the run continues, since a whole folder takes long. */
class SurvivorReporter implements Reporter {
  onMutantTested(mutant: Readonly<MutantResult>): void {
    if (isSurvivor(mutant)) process.stdout.write(survivorLine(mutant))
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Reporter, 'survivors', SurvivorReporter)]
