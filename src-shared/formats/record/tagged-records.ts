import { withoutEntities } from '../unwrap/entities.ts'
import { newNode, type RecordNode } from './record-value.ts'

/*
 * Elements and attributes of XML, also of property lists. Not a reader of XML: no DTD, no entities but letters, nothing is
 * fetched. An element that holds only text is a member of the one around it.
 */

const DEEPEST = 64
const LONGEST_TAG = 4096
const NAME = /^\/?([A-Za-z_][\w:.-]{0,80})/
const ATTRIBUTE = /([A-Za-z_][\w:.-]{0,80})\s{0,8}=\s{0,8}(?:"([^"]{0,4096})"|'([^']{0,4096})')/g

interface Open {
  readonly node: RecordNode
  text: string
  /** Of a property list: the key whose value follows. */
  key: string | null
}

/** The tree of a text's elements; null when it has no tags. */
export function taggedRecords(text: string): RecordNode | null {
  const stack: Open[] = [{ node: newNode(), text: '', key: null }]
  let tags = 0
  for (let at = 0; at < text.length;) {
    const less = text.indexOf('<', at)
    const greater = less < 0 ? -1 : text.indexOf('>', less)
    const top = stack.at(-1)!
    if (greater < 0) break
    top.text += text.slice(at, less)
    const tag = text.slice(less + 1, Math.min(greater, less + LONGEST_TAG))
    at = greater + 1
    const name = NAME.exec(tag)?.[1]
    if (name === undefined) continue
    tags++
    if (tag.startsWith('/')) close(stack, name)
    else {
      const node = newNode(name)
      for (const [, key = '', double, single] of tag.matchAll(ATTRIBUTE))
        node.pairs.push([key, withoutEntities(double ?? single ?? '')])
      if (stack.length < DEEPEST) stack.push({ node, text: '', key: null })
      if (tag.endsWith('/')) close(stack, name)
    }
  }
  return tags === 0 ? null : stack[0]!.node
}

function close(stack: Open[], name: string): void {
  const own = stack.at(-1)!
  if (stack.length === 1 || own.node.name !== name) return
  stack.pop()
  const around = stack.at(-1)!
  const content = withoutEntities(own.text.trim())
  const { pairs, items } = own.node
  if (name === 'key') around.key = content
  else if (pairs.length === 0 && items.length === 0) around.node.pairs.push([around.key ?? name, content])
  else {
    if (content !== '') pairs.push(['text', content])
    around.node.items.push(own.node)
  }
  if (name !== 'key') around.key = null
}
