import { describe, expect, it } from 'vitest'
import { categoryOf } from '../memory/category.ts'
import { purposeOf } from '../memory/purpose.ts'
import { classify } from './classify.ts'
import { KIB, tableOf } from '#test/support/made-mappings.ts'

describe('a name that a program gave', () => {
  const named = (name: string, perms = 'rw-p'): string[] => {
    const table = tableOf([{ bytes: 4 * KIB, name, perms }])
    const classification = classify(table)
    return [categoryOf(classification, 0), purposeOf(classification, 0).key]
  }

  it('reports what it is for where programs use it so', () => {
    expect(named('[anon:stack_and_tls:7]')).toEqual(['stack', 'named-memory'])
    expect(named('[anon:stacking]')).toEqual(['anonymous', 'named-memory'])
    expect(named('[anon:glibc: malloc]')).toEqual(['arena', 'arena-named'])
    expect(named('[anon:.bss]')).toEqual(['image', 'named-memory'])
    expect(named('[anon:.bss2]')).toEqual(['anonymous', 'named-memory'])
    expect(named('[anon:Go: heap]')).toEqual(['runtime', 'go-heap'])
    expect(named('[anon:dalvik-main space]')).toEqual(['runtime', 'named-memory'])
    expect(named('[anon:own]')).toEqual(['anonymous', 'named-memory'])
    expect(named('[anon:own]', '---p')).toEqual(['reserved', 'reserved'])
  })

  it('of a stack names the thread', () => {
    expect(named('[stack]')).toEqual(['stack', 'main-stack'])
    expect(named('[stack:12]')).toEqual(['stack', 'stack-of'])
    const values = purposeOf(classify(tableOf([{ bytes: 4 * KIB, name: '[stack:12]' }])), 0).values
    expect(values).toEqual({ name: '[stack:12]', tid: '12', thread: '' })
    expect(named('[stack:x]')).toEqual(['stack', 'main-stack'])
  })
})
