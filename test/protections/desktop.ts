import { removals, type Protection } from './protection.ts'

const RULES = ['src-main/shell/page-rules.test.ts']
const WINDOW = ['src-main/shell/main-window.test.ts']
const SCHEME = ['src-main/shell/app-protocol.test.ts']

/** What the desktop and the contract protect. */
export const DESKTOP_PROTECTIONS: readonly Protection[] = [
  ...removals(
    'src-main/shell/page-rules.ts',
    RULES,
    [
      'permissions are refused',
      'answer(permission === COPYING && isMainFrame && isOwn(requestingUrl))',
      'answer(true)'
    ],
    [
      'permissions are not looked up',
      ') => permission === COPYING && isMainFrame && isOwn(origin)',
      ') => isMainFrame || isOwn(origin + permission + COPYING)'
    ],
    ['only copying is allowed', 'answer(permission === COPYING && ', 'answer('],
    [
      'only the page itself may copy',
      'answer(permission === COPYING && isMainFrame && ',
      'answer(permission === COPYING && '
    ],
    ['only own pages may copy', ' && isOwn(requestingUrl)', ''],
    ['devices are refused', 'setDevicePermissionHandler(() => false)', 'setDevicePermissionHandler(() => true)'],
    [
      'the network is refused',
      'answer({ cancel: !/^(app|blob|data|devtools):/.test(details.url) })',
      'answer({ cancel: false })'
    ],
    ['the pattern of addresses is anchored', '/^(app|blob|data|devtools):/', '/(app|blob|data|devtools):/'],
    ['no new windows', "action: 'deny'", "action: 'allow'"],
    ['no navigation elsewhere', 'if (!event.url.startsWith(`${APP_ORIGIN}/`)) event.preventDefault()', ''],
    [
      'an origin’s beginning is not the origin',
      'event.url.startsWith(`${APP_ORIGIN}/`)',
      'event.url.startsWith(APP_ORIGIN)'
    ],
    ['no redirects', "contents.on('will-redirect', (event) => event.preventDefault())", ''],
    ['no webviews', "contents.on('will-attach-webview', (event) => event.preventDefault())", '']
  ),
  ...removals(
    'src-main/shell/main-window.ts',
    WINDOW,
    ['sandbox', 'sandbox: true', 'sandbox: false'],
    ['context isolation', 'contextIsolation: true', 'contextIsolation: false'],
    ['no Node.js in pages', 'nodeIntegration: false', 'nodeIntegration: true'],
    ['web security', 'webSecurity: true', 'webSecurity: false']
  ),
  ...removals(
    'src-main/shell/app-protocol.ts',
    SCHEME,
    ['the scheme obeys the policy', 'secure: true,', 'secure: true, bypassCSP: true,'],
    ['the scheme is secure', ' secure: true,', ''],
    ['only the app’s host', ' || url.host !== HOST', ''],
    ['only the app’s scheme', 'url.protocol !== `${SCHEME}:` || ', ''],
    ['only GET', "request.method === 'GET' ? fileOfUrl(root, request.url) : null", 'fileOfUrl(root, request.url)'],
    ['the policy is sent', "        'Content-Security-Policy': CONTENT_SECURITY_POLICY,\n", ''],
    ['no sniffing', "        'X-Content-Type-Options': 'nosniff',\n", '']
  ),
  ...removals(
    'src-main/page/content-security-policy.ts',
    [...SCHEME, 'src-main/host/browser-host.test.ts'],
    ['own scripts only', "script-src 'self'", "script-src 'self' 'unsafe-inline'"],
    ['nothing else', "default-src 'none'", 'default-src *'],
    ['no frames', `  "frame-ancestors 'none'",\n`, ''],
    ['no other base', `  "base-uri 'none'",\n`, '']
  ),
  ...removals(
    'src-main/shell/bridge-ipc.ts',
    ['src-main/shell/bridge-ipc.test.ts'],
    ['own pages only', 'frame.origin === APP_ORIGIN && ', ''],
    ['no frames inside', ' && frame.parent === null', ''],
    ['frames only', 'if (!(args instanceof Uint8Array)) throw', 'if (false) throw']
  ),
  ...removals(
    'src-main/shell/desktop-windows.ts',
    ['src-main/shell/desktop-windows.test.ts'],
    ['so many windows', 'if (BrowserWindow.getAllWindows().length >= MOST_WINDOWS) {', 'if (false) {']
  ),
  ...removals(
    'src-main/shell/dialogs.ts',
    ['src-main/shell/dialogs.test.ts'],
    ['a page proposes no folder', 'defaultPath: basename(name)', 'defaultPath: name']
  ),
  ...removals(
    'src-preload/index.ts',
    ['test/preload.test.ts'],
    ['methods of the contract only', '!isHostMethod(method) || ', ''],
    ['frames only', ' || !(args instanceof Uint8Array)', ''],
    ['events of the contract only', "if (!isHostEvent(event)) throw new Error('no such event')", ''],
    ['the page gets no event object', 'listener(frame)\n    ipcRenderer', 'listener(_event)\n    ipcRenderer']
  ),
  ...removals(
    'src-shared/contract/dispatch.ts',
    ['src-shared/contract/dispatch.test.ts'],
    ['methods of the contract only', 'if (!isHostMethod(method)) {', 'if (false) {'],
    ['arguments of the contract only', 'if (!checked.success) {', 'if (false) {']
  ),
  ...removals(
    'src-shared/contract/failure.ts',
    ['src-shared/contract/dispatch.test.ts'],
    [
      'no stack over a border',
      'error instanceof Error ? error.message : String(error)',
      'error instanceof Error ? String(error.stack) : String(error)'
    ]
  ),
  ...removals(
    'src-shared/contract/host-methods.ts',
    ['src-shared/contract/host-methods.test.ts'],
    ['so many processes in a snapshot', ', v.maxLength(100_000))', ')'],
    [
      'numbers that a kernel gives',
      ', v.minValue(1), v.maxValue(0x7fffffff))\nconst processKey',
      ')\nconst processKey'
    ],
    [
      'whole numbers',
      'const pid = v.pipe(v.number(), v.integer(), v.minValue(1)',
      'const pid = v.pipe(v.number(), v.minValue(1)'
    ],
    ['commands are plain text', ', v.regex(/^[\\x20-\\x7e]*$/)', ''],
    ['commands are short', 'v.maxLength(256), ', ''],
    ['names of files are short', 'v.minLength(1), v.maxLength(255)), bytes', 'v.minLength(1)), bytes'],
    ['settings are a record', "v.check((value) => !Array.isArray(value), 'Settings are no list'),", ''],
    ['methods are own properties', 'Object.hasOwn(HOST_METHODS, name)', 'name in HOST_METHODS'],
    ['events are own properties', 'Object.hasOwn(HOST_EVENTS, name)', 'name in HOST_EVENTS']
  ),
  ...removals(
    'src-shared/contract/wire.ts',
    ['src-shared/contract/wire.test.ts', 'test/fuzz'],
    ['numbers have so many digits', ' || digits.length > MOST_DIGITS', ''],
    [
      'heads are as long as they say',
      "if (headLength > frame.byteLength - 4) throw new RangeError('the frame is shorter than its head')",
      ''
    ],
    ['arrays are inside the frame', 'if (from + byteLength > bodyEnd) throw', 'if (false) throw']
  )
]
