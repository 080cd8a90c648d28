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

/** Where the parts of one label stand in the columns. */
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
  readonly #places = new Map<Label, LabelIndices>()

  placeOf(found: Label): LabelIndices {
    let place = this.#places.get(found)
    if (place === undefined) {
      place = {
        category: CATEGORIES.indexOf(found.category),
        confidence: CONFIDENCES.indexOf(found.confidence),
        evidence: this.#evidenceOf(found),
        group: this.#groupOf(found),
        purpose: this.#purposeOf(found),
        part: PURPOSE_PARTS.indexOf(found.part)
      }
      this.#places.set(found, place)
    }
    return place
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
  const places = new LabelIndex()
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
    const place = places.placeOf(found)
    category[row] = place.category
    confidence[row] = place.confidence
    evidence[row] = place.evidence
    group[row] = place.group
    purpose[row] = place.purpose
    part[row] = place.part
    cursor.previous = found
  }
  const { evidences, groups, purposes } = places
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
