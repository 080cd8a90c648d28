import type { SummaryFacts } from './summary-facts.ts'

/** A sentence as a key of the locales, `summary.sentence.<key>`, and the values it needs. */
export interface Sentence {
  readonly key: string
  readonly values: Readonly<Record<string, string | number>>
}

/** An amount of kB (1024 bytes) in words. */
type KibText = (kb: number) => string

/** A consumer as a sentence names it. */
export interface NamedConsumer {
  readonly name: string
  readonly residentKb: number
}

/** The sentence that names what takes the most memory, and the next; null where resident sizes are not known. */
export function consumerSentence(
  [first, next]: readonly NamedConsumer[],
  residentKb: number | null,
  kib: KibText
): Sentence | null {
  if (first === undefined || residentKb === null || residentKb <= 0) return null
  const values = {
    name: first.name,
    amount: kib(first.residentKb),
    total: kib(residentKb),
    percent: Math.min(100, Math.floor((first.residentKb * 100) / residentKb))
  }
  const key = first.residentKb * 2 >= residentKb ? 'mostIs' : 'largestIs'
  if (next === undefined) return { key, values }
  return { key: `${key}WithNext`, values: { ...values, next: next.name, nextAmount: kib(next.residentKb) } }
}

/** Less than this is not worth a sentence, kB. */
const LEAST_RESERVED_KB = 1024

/**
 * The memory of a process in two or three sentences, the most important first. What is unknown is labelled as unknown; what is
 * nothing is left out.
 * @param maxMappings vm.max_map_count of the machine the process runs on, or null
 */
export function summarySentences(facts: SummaryFacts, maxMappings: number | null, kib: KibText): Sentence[] {
  const sentences: Sentence[] = []
  const add = (key: string, values: Sentence['values'] = {}) => sentences.push({ key, values })
  if (facts.mappings === 0 && facts.residentKb === null) return sentences

  if (facts.cut !== null) add(facts.cut === 'no-total' ? 'mayBeCut' : 'cut', { mappings: facts.mappings })
  if (facts.ownKb !== null && facts.sharedKb !== null) {
    const values = { own: kib(facts.ownKb), shared: kib(facts.sharedKb) }
    add(facts.sharedKb === 0 ? 'own' : 'ownAndShared', values)
  } else if (facts.residentKb !== null) add('resident', { resident: kib(facts.residentKb) })
  else add(facts.cut === null ? 'sizeOnly' : 'listedOnly', { size: kib(facts.sizeKb) })

  if (facts.reservedKb !== null && facts.reservedKb >= LEAST_RESERVED_KB) {
    add(facts.isSwapKnown ? 'reserved' : 'reservedInMemory', { reserved: kib(facts.reservedKb) })
  }
  if (facts.swapKb !== null && facts.swapKb > 0) add('swapped', { swap: kib(facts.swapKb) })
  if (facts.hugeKb !== null && facts.hugeKb > 0) add('huge', { huge: kib(facts.hugeKb) })
  if (facts.pageTablesKb !== null && facts.pageTablesKb > 0) {
    const values = { tables: kib(facts.pageTablesKb) }
    const share = facts.residentKb === null || facts.residentKb <= 0 ? null : facts.pageTablesKb / facts.residentKb
    if (share === null) add('pageTables', values)
    else add('pageTablesShare', { ...values, percent: Math.round(share * 1000) / 10 })
  }
  if (maxMappings !== null && facts.mappings > maxMappings / 2) {
    add('manyMappings', {
      mappings: facts.mappings,
      most: maxMappings,
      percent: Math.floor((facts.mappings * 100) / maxMappings)
    })
  }
  return sentences
}
