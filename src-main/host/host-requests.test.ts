import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { encodeFrame } from '#shared/contract/wire.ts'
import { cookie, get, socket, good, ask } from '#test/support/host-under-test.ts'

describe('what is asked of the host', () => {
  it('answers requests, refuses unknown methods and wrong arguments', async () => {
    const client = (await socket(good())) as WebSocket
    expect(await ask(client, 1, 'describeHost', [])).toMatchObject({ answer: { ok: true, value: { kind: 'browser' } } })
    expect(await ask(client, 2, 'constructor', [])).toMatchObject({
      answer: { ok: false, failure: { kind: 'unsupported' } }
    })
    expect(await ask(client, 3, 'capture', [{ pid: '1' }])).toMatchObject({
      answer: { ok: false, failure: { kind: 'bad-input' } }
    })
    client.close()
  })

  it('blobs are given once, and only with the cookie', async () => {
    const client = (await socket(good())) as WebSocket
    const { blob } = (await ask(client, 1, 'listRecent', [])) as { blob: string }
    expect(blob).toMatch(/^\/blob\/[0-9a-f]{32}$/)
    expect((await get(blob)).status).toBe(403)
    expect((await get(blob, { cookie })).body.length).toBeGreaterThan(400_000)
    expect((await get(blob, { cookie })).status).toBe(404)
    client.close()
  })

  it.each([
    [
      'capture',
      [
        { pid: -1, startTime: 0 },
        { detail: 'smaps', elevated: false, task: 't' }
      ]
    ],
    [
      'capture',
      [
        { pid: 0, startTime: 0 },
        { detail: 'smaps', elevated: false, task: 't' }
      ]
    ],
    [
      'capture',
      [
        { pid: 2 ** 31, startTime: 0 },
        { detail: 'smaps', elevated: false, task: 't' }
      ]
    ],
    [
      'capture',
      [
        { pid: 1.5, startTime: 0 },
        { detail: 'smaps', elevated: false, task: 't' }
      ]
    ],
    // JSON has no NaN: it travels as null.
    [
      'capture',
      [
        { pid: NaN, startTime: 0 },
        { detail: 'smaps', elevated: false, task: 't' }
      ]
    ],
    [
      'capture',
      [
        { pid: '1', startTime: 0 },
        { detail: 'smaps', elevated: false, task: 't' }
      ]
    ],
    [
      'capture',
      [
        { pid: 1, startTime: 0, more: 1 },
        { detail: 'smaps', elevated: false, task: 't' }
      ]
    ],
    [
      'capture',
      [
        { pid: 1, startTime: 0 },
        { detail: 'environ', elevated: false, task: 't' }
      ]
    ],
    [
      'capture',
      [
        { pid: 1, startTime: 0 },
        { detail: 'smaps', elevated: false, task: '../t' }
      ]
    ],
    ['capture', { length: 2, 0: { pid: 1, startTime: 0 } }],
    ['describeHost', [1]],
    ['describeHost', null],
    ['describeHost', 'x'],
    ['openRecent', [-1]],
    ['commandSubject', ['id', 'two\nlines']],
    ['writeSettings', [[]]],
    ['takeSnapshot', ['t', { processes: [{ pid: 1 }], evidence: 'maps', note: '' }]],
    [
      'openWindow',
      [{ route: { process: null, lesson: { id: '../x', isRecorded: false, step: 1 }, moment: null }, files: [] }]
    ]
  ])('wrong arguments are refused as such: %s %j', async (method, args) => {
    const client = (await socket(good())) as WebSocket
    expect(await ask(client, 1, method, args as unknown[])).toMatchObject({
      answer: { ok: false, failure: { kind: 'bad-input' } }
    })
    client.close()
  })

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'describehost', ' describeHost', 'dispose'])(
    'a method that the contract does not have is refused: %s',
    async (method) => {
      const client = (await socket(good())) as WebSocket
      expect(await ask(client, 1, method, [])).toMatchObject({
        answer: { ok: false, failure: { kind: 'unsupported' } }
      })
      client.close()
    }
  )

  it.each([
    'null',
    '5',
    '[]',
    '{}',
    '{"id":"1","method":"describeHost","args":[]}',
    '{"id":1,"method":"describeHost","args":{"$array":[1,0,999]}}',
    '{"__proto__":{"id":1},"method":"describeHost","args":[]}',
    '['.repeat(50_000)
  ])('a frame that is not a request ends the connection, and only that: %.40s', async (head) => {
    const [client, other] = [(await socket(good())) as WebSocket, (await socket(good())) as WebSocket]
    const closed = new Promise((resolve) => client.on('close', resolve))
    const frame = Buffer.alloc(4 + head.length)
    frame.writeUInt32LE(head.length)
    frame.write(head, 4)
    client.send(frame)
    expect(await closed).toBe(1007)
    expect(await ask(other, 1, 'describeHost', [])).toMatchObject({ answer: { ok: true } })
    other.close()
  })

  it('too many requests are refused, and text frames and garbage end the connection', async () => {
    const client = (await socket(good())) as WebSocket
    for (let id = 0; id < 64; id++) client.send(encodeFrame({ id, method: 'readSettings', args: [] }))
    expect(await ask(client, 99, 'describeHost', [])).toMatchObject({
      answer: { ok: false, failure: { kind: 'too-large' } }
    })
    client.close()
    for (const wrong of ['text', Buffer.from([1, 2, 3])]) {
      const other = (await socket(good())) as WebSocket
      const closed = new Promise((resolve) => other.on('close', resolve))
      other.send(wrong)
      expect(await closed).toBeGreaterThan(1000)
    }
  })

  it('refuses requests with more than 12 KiB of headers, and frames that claim to be larger than any request', async () => {
    expect((await get('/', { cookie, 'x-long': 'x'.repeat(12 * 1024) })).status).toBe(431)
    const client = (await socket(good())) as WebSocket
    const closed = new Promise((resolve) => client.on('close', resolve))
    // Only the beginning of a frame: final, binary, masked, more than 8 MiB. What follows is never waited for.
    const head = Buffer.alloc(14)
    head[0] = 0x82
    head[1] = 0x80 | 127
    head.writeBigUInt64BE(8n * 1024n * 1024n + 1n, 2)
    ;(client as unknown as { _socket: { write(bytes: Buffer): void } })._socket.write(head)
    expect(await closed).toBe(1009)
  })

  it('takes the largest request that there is', async () => {
    const client = (await socket(good())) as WebSocket
    const processes = Array.from({ length: 100_000 }, (_, index) => ({
      pid: 4_000_000 + index,
      startTime: 123_456_789_012
    }))
    // The host of this test has no such method; the arguments are checked all the same.
    expect(await ask(client, 1, 'takeSnapshot', ['t', { processes, evidence: 'inside', note: '' }])).toMatchObject({
      answer: { ok: false, failure: { kind: 'bug' } }
    })
    client.close()
  })
})
