// Whether Chromium's sandbox can work here. It makes user namespaces; where the system denies them to programs it does not
// know, the setuid helper beside the runtime is used instead. vmatlas never runs without a sandbox.
import { readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Settings below /proc/sys that deny user namespaces, and the value that does (Ubuntu 24.04; older Debian; any kernel). */
const DENIALS = [
  ['kernel/apparmor_restrict_unprivileged_userns', '1'],
  ['kernel/unprivileged_userns_clone', '0'],
  ['user/max_user_namespaces', '0']
]

function valueOf(file) {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return null
  }
}

/** True when the helper is root's and runs as root: exactly mode 4755, which Chromium insists on. */
function isSetuidRoot(helper) {
  const status = statSync(helper, { throwIfNoEntry: false })
  return status !== undefined && status.uid === 0 && (status.mode & 0o7777) === 0o4755
}

const quote = (path) => (/^[\w./@+-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`)

/**
 * What prevents the sandbox and the two commands that cure it, as lines; null when nothing does.
 * @param {string} executable the runtime
 * @param {string} sys where the kernel's settings are
 */
export function sandboxAdvice(executable, sys = '/proc/sys') {
  const denial = DENIALS.find(([name, value]) => valueOf(join(sys, name)) === value)
  if (denial === undefined) return null
  const helper = join(dirname(executable), 'chrome-sandbox')
  if (isSetuidRoot(helper)) return null
  return [
    `This system keeps user namespaces from the Electron runtime (${join(sys, denial[0])} is ${denial[1]}), so its sandbox ` +
      'needs a helper that belongs to root. Once, run:',
    `  sudo chown root:root ${quote(helper)}`,
    `  sudo chmod 4755 ${quote(helper)}`,
    'and start again. Until then, vmatlas opens in a browser.'
  ]
}
