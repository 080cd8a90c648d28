import { removals, type Protection } from './protection.ts'

const HOST = ['src-main/host/browser-host.test.ts', 'src-main/host/host-requests.test.ts']
const LIMITS = ['src-main/host/host-limits.test.ts']

/** What the browser host protects. */
export const HOST_PROTECTIONS: readonly Protection[] = [
  ...removals(
    'src-main/host/browser-host.ts',
    HOST,
    [
      'listens on the loopback address only',
      "server.listen(options.port, '127.0.0.1',",
      "server.listen(options.port, '0.0.0.0',"
    ],
    ['another Host is refused', 'if (!guard.isRightHost(request)) return', 'if (false) return'],
    ['only GET is answered', "if (request.method !== 'GET') return", 'if (false) return'],
    ['requests of other pages are refused', 'if (!guard.isOwnRequest(request)) return', 'if (false) return'],
    ['every request needs the cookie', 'if (!guard.hasCookie(request)) return', 'if (false) return'],
    ['two slashes are no address', 'if (!/^\\/(?![/\\\\])/.test(text)) return null', ''],
    [
      'an address that is none ends nothing',
      "return new URL(text, 'http://127.0.0.1')\n  } catch {",
      "return new URL(text, 'http://127.0.0.1')\n  } catch (error) {\n    if (error) throw error",
      'what begins with one slash can always be read: the first test refuses the rest'
    ],
    ['a dead code gives no cookie', '...(use === null ? {} : {', '...(false ? {} : {'],
    ['a dead code without a cookie is refused', 'if (use === null && !guard.hasCookie(request))', 'if (false)'],
    ['the exchange is not stored', "Location: '/',\n      'Cache-Control': 'no-store',", "Location: '/',"],
    ['an unknown peer is no user’s own', 'user !== null && usersOfThis()', 'user === null || usersOfThis()'],
    ['another user is not this one', 'return user !== null && usersOfThis().includes(user)', 'return user !== null'],
    ['the socket needs its path', "if (request.url !== '/socket' || ", 'if ('],
    ['the socket needs its origin and cookie', "'/socket' || !guard.maySpeak(request)) return", "'/socket') return"],
    ['no sniffing', "  'X-Content-Type-Options': 'nosniff',\n", ''],
    ['no referrer', "  'Referrer-Policy': 'no-referrer',\n", ''],
    ['no frames', "  'X-Frame-Options': 'DENY'\n", ''],
    ['for this origin alone', "  'Cross-Origin-Resource-Policy': 'same-origin',\n", ''],
    ['no opener', "  'Cross-Origin-Opener-Policy': 'same-origin',\n", ''],
    ['nothing of others is embedded', "  'Cross-Origin-Embedder-Policy': 'require-corp',\n", ''],
    ['the policy is sent', "  'Content-Security-Policy': CONTENT_SECURITY_POLICY,\n", '']
  ),
  ...removals(
    'src-main/host/browser-host.ts',
    LIMITS,
    [
      'others hold no connection',
      "if (admission?.isOwn(request.socket) !== true) response.setHeader('Connection', 'close')",
      ''
    ],
    ['so many pages', 'if (sessions.size >= MOST_PAGES) return', 'if (false) return'],
    [
      'slow clients are hung up on: heads',
      'headersTimeout: timeout,',
      'headersTimeout: 0,',
      'requestTimeout, which is as long, ends the same requests'
    ],
    [
      'slow clients are hung up on: requests',
      'requestTimeout: timeout,',
      'requestTimeout: 0,',
      'headersTimeout ends those that matter: bodies are never read'
    ],
    [
      'slow clients are hung up on',
      'headersTimeout: timeout,\n      requestTimeout: timeout,',
      'headersTimeout: 0,\n      requestTimeout: 0,'
    ],
    [
      'an upgrade that breaks ends nothing',
      "stream.on('error', () => stream.destroy())",
      '',
      'Admission listens to the errors of every connection'
    ]
  ),
  ...removals(
    'src-main/host/browser-host.ts',
    HOST,
    ['heads are short', 'maxHeaderSize: LARGEST_HEAD,', ''],
    ['frames are small', ', maxPayload: LARGEST_FRAME', '']
  ),
  ...removals(
    'src-main/host/admission.ts',
    LIMITS,
    ['so many connections', 'if (slots.size >= most) return refuse(socket)', ''],
    [
      'others have slots of their own',
      'isOwn ? [this.#own, MOST_OWN] : [this.#others, MOST_OTHERS]',
      '[this.#own, MOST_OWN]'
    ],
    ['slots are given back', "socket.once('close', () => slots.delete(socket))", ''],
    ['nothing is parsed before', "server.removeAllListeners('connection')", ''],
    ['those on their way in end with the host', 'for (const socket of this.#arriving) socket.destroy()', '']
  ),
  ...removals(
    'src-main/host/access-codes.ts',
    ['src-main/host/access-codes.test.ts'],
    [
      'a code is good once',
      'this.#codes = this.#codes.filter((other) => other !== code)\n    return code.use',
      'return code.use'
    ],
    ['codes grow old', 'code.until < Date.now() || ', ''],
    ['codes on a command line are for this user', " || (code.use === 'launched' && !isOwn)", ''],
    ['so many codes', '.slice(-MOST)', ''],
    ['256 bits', 'randomBytes(32)', 'randomBytes(8)'],
    ['a code must be right', ' && timingSafeEqual(bytes, value)', ''],
    ['a launched browser has the newest code', " && !(use === 'launched' && code.use === use)", '']
  ).map((protection) => ({ ...protection, tests: [...protection.tests, HOST[0]!] })),
  ...removals(
    'src-main/host/peer-user.ts',
    ['src-main/host/peer-user.test.ts'],
    ['a closed connection is no user’s', 'state !== ESTABLISHED || ', ''],
    ['only connections to this port', '!remote.endsWith(ours) || ', '']
  ),
  ...removals(
    'src-main/host/session-token.ts',
    HOST,
    ['scripts can’t read the cookie', 'HttpOnly; ', ''],
    ['other sites don’t send the cookie', 'SameSite=Strict; ', ''],
    [
      'the cookie must be right',
      'return a.length === b.length && timingSafeEqual(a, b)',
      'return a.length === b.length'
    ],
    ['tossed cookies don’t hide the right one', ".split(';').some((part)", ".split(';').slice(0, 1).some((part)"]
  ),
  ...removals(
    'src-main/host/request-guard.ts',
    [...HOST, 'src-main/host/request-guard.test.ts'],
    [
      'the host’s names',
      "this.hosts.includes(headers.host ?? '')",
      "(headers.host ?? '').includes(String(this.#port))"
    ],
    ['one host', "if ((headersDistinct?.['host'] ?? []).length > 1) return false", ''],
    ['no name without a port', 'this.#port === 80 ? [...full, ...names] : full', '[...full, ...names]'],
    ['other origins are refused', 'if (origin !== undefined && origin !== `http://${host}`) return false', ''],
    [
      'other sites are refused',
      "if (site === undefined || site === 'same-origin' || site === 'none') return true",
      "if (site !== 'x') return true"
    ],
    ['frames are refused', " && headers['sec-fetch-dest'] === 'document'", ''],
    ['the socket’s Host', 'return this.isRightHost(request) && origin ===', 'return origin ==='],
    ['the socket’s Origin', 'origin === `http://${host}` && this.hasCookie(request)', 'this.hasCookie(request)'],
    ['the socket’s cookie', ' && this.hasCookie(request)\n', '\n']
  ),
  ...removals(
    'src-main/host/code-socket.ts',
    ['src-main/host/code-socket.test.ts'],
    ['the folder is closed to others', 'if ((stat.mode & 0o077) !== 0) chmodSync(folder, 0o700)', ''],
    ['the file is closed to others', 'chmodSync(path, 0o600)', ''],
    ['the folder is no link', '!stat.isDirectory() || ', ''],
    [
      'answers that are no address are not believed',
      '/^http:\\/\\/127\\.0\\.0\\.1:\\d+\\/\\?code=[\\w-]+\\n$/.test(text)',
      "text !== ''"
    ]
  ),
  ...removals(
    'src-main/host/blob-store.ts',
    ['src-main/host/blob-store.test.ts', HOST[1]!],
    ['answers are fetched once', 'this.#blobs.delete(id)\n', ''],
    [
      'answers wait for a minute',
      'setTimeout(() => this.take(id), LIFETIME_MS)',
      'setTimeout(() => undefined, LIFETIME_MS)'
    ],
    ['so many answers', 'this.#blobs.size <= MOST && ', ''],
    ['so large answers', ' && this.#size <= MOST_BYTES', '']
  ),
  ...removals(
    'src-main/host/socket-session.ts',
    [...LIMITS, HOST[1]!],
    ['so many requests', 'if (this.#underWay >= MOST_REQUESTS) {', 'if (false) {'],
    ['events are dropped for slow pages', 'if (this.#socket.bufferedAmount < MOST_WAITING) this', 'this'],
    [
      'pages that take nothing are hung up on',
      'if (this.#socket.bufferedAmount > MOST_UNREAD) this.close()\n    else this',
      'this'
    ],
    ['only frames', "else socket.close(1003, 'binary frames only')", ''],
    [
      'damaged frames',
      "if (request === null) return this.#socket.close(1007, 'not a frame')",
      'if (request === null) return'
    ]
  ),
  ...removals(
    'src-main/page/bundled-files.ts',
    [HOST[0]!, 'src-main/shell/app-protocol.test.ts'],
    ['paths stay below the page', 'file.startsWith(root + sep) ? file : null', 'file'],
    ['a beginning of a name is not below', 'root + sep', 'root'],
    ['damaged paths', '    return null\n  }\n  if (path.includes', "    return '/'\n  }\n  if (path.includes"],
    ['no zero bytes', "if (path.includes('\\0')) return null", '']
  ),
  ...removals(
    'src-main/services/page-services.ts',
    ['src-main/services/page-services.test.ts'],
    ['a page’s subjects end with it', 'for (const id of started) services.stopSubject(id).catch(() => undefined)', ''],
    [
      'also one that is being started',
      'if (hasEnded) await services.stopSubject(handle.id)\n        else started',
      'started'
    ]
  )
]
