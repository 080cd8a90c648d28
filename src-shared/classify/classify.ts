import {
  CATEGORIES,
  CONFIDENCES,
  MOST_EVIDENCES,
  type Classification,
  type Evidence,
  type MappingGroup
} from '../memory/category.ts'
import type { MappingTable } from '../memory/mapping-table.ts'
import { PURPOSE_PARTS, type Purpose } from '../memory/purpose.ts'
import type { Label } from './label.ts'
import type { Recogniser } from './recogniser.ts'
import { NOTHING_OBSERVED, type Observed } from './observed.ts'
import { recognisers } from './recognisers.ts'
import { RowCursor } from './row-cursor.ts'

/** The numbers of one label's parts in the columns. */
interface LabelIndices {
  readonly category: number
  readonly confidence: number
  readonly evidence: number
  readonly group: number
  readonly purpose: number
  readonly part: number
}

/** Gives each different label, evidence, group and purpose its number. */
class LabelIndex {
  readonly evidences: Evidence[] = []
  readonly groups: MappingGroup[] = []
  readonly purposes: Purpose[] = []
  readonly #groupIds = new Map<string, number>()
  readonly #purposeIds = new Map<Purpose, number>()
  readonly #labelIndex = new Map<Label, LabelIndices>()

  indicesOf(found: Label): LabelIndices {
    let indices = this.#labelIndex.get(found)
    if (indices === undefined) {
      indices = {
        category: CATEGORIES.indexOf(found.category),
        confidence: CONFIDENCES.indexOf(found.confidence),
        evidence: this.#evidenceOf(found),
        group: this.#groupOf(found),
        purpose: this.#purposeOf(found),
        part: PURPOSE_PARTS.indexOf(found.part)
      }
      this.#labelIndex.set(found, indices)
    }
    return indices
  }

  #evidenceOf({ evidence }: Label): number {
    return this.evidences.length < MOST_EVIDENCES ? this.evidences.push(evidence) - 1 : this.evidences.length - 1
  }

  #groupOf({ category, group }: Label): number {
    const key = `${category} ${group}`
    let id = this.#groupIds.get(key)
    if (id === undefined) {
      id = this.groups.push({ category, label: group }) - 1
      this.#groupIds.set(key, id)
    }
    return id
  }

  #purposeOf({ purpose }: Label): number {
    let id = this.#purposeIds.get(purpose)
    if (id === undefined) {
      id = this.purposes.push(purpose) - 1
      this.#purposeIds.set(purpose, id)
    }
    return id
  }
}

function recognise(cursor: RowCursor, from: readonly Recogniser[]): Label {
  for (const recogniser of from) {
    const found = recogniser.recognise(cursor)
    if (found !== null) return found
  }
  throw new Error('the last recogniser always answers')
}

/**
 * Labels every row of a table: what it is for, how sure that is, and why. Works on maps as well, with less evidence.
 * @param observed what was found out besides the mappings, where that was looked for
 */
export function classify(table: MappingTable, observed: Observed = NOTHING_OBSERVED): Classification {
  const cursor = new RowCursor(table, observed)
  const inOrder = recognisers()
  const labelIndex = new LabelIndex()
  const { rowCount } = table
  const category = new Uint8Array(rowCount)
  const confidence = new Uint8Array(rowCount)
  const evidence = new Uint16Array(rowCount)
  const group = new Uint32Array(rowCount)
  const purpose = new Uint32Array(rowCount)
  const part = new Uint8Array(rowCount)
  for (let row = 0; row < rowCount; row++) {
    cursor.row = row
    const found = recognise(cursor, inOrder)
    const indices = labelIndex.indicesOf(found)
    category[row] = indices.category
    confidence[row] = indices.confidence
    evidence[row] = indices.evidence
    group[row] = indices.group
    purpose[row] = indices.purpose
    part[row] = indices.part
    cursor.previous = found
  }
  const { evidences, groups, purposes } = labelIndex
  const runtimes = cursor.runtimes.map(({ name }) => name)
  return {
    category,
    confidence,
    evidence,
    evidences,
    group,
    groups,
    purpose,
    purposes,
    part,
    runtimes,
    isStored: false
  }
}
