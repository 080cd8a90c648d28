import { visibleText } from '../../base/visible-text.ts'
import type { Judgement } from './judge.ts'
import { judgementText } from './judgement-text.ts'

/** A text in XML 1.0, which does not allow some characters at all. */
const xml = (text: string): string =>
  visibleText(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** The judgements as a JUnit report, which CI systems show: a failure for each rule that is beyond, an error for each that could not be judged. */
export function junitXml(suite: string, judgements: readonly Judgement[]): string {
  const count = (wanted: Judgement['outcome']): number => judgements.filter(({ outcome }) => outcome === wanted).length
  const cases = judgements.map((judgement) => {
    const open = `    <testcase classname="vmatlas.check" name="${xml(judgement.name)}"`
    const text = xml(judgementText(judgement))
    if (judgement.outcome === 'within') return `${open}/>`
    const element = judgement.outcome === 'beyond' ? 'failure' : 'error'
    return `${open}>\n      <${element} message="${text}"/>\n    </testcase>`
  })
  const counts = `tests="${judgements.length}" failures="${count('beyond')}" errors="${count('unjudged')}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${xml(suite)}" ${counts}>`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    ''
  ].join('\n')
}
