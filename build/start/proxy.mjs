// The proxy that a download goes through. Node's fetch uses one only on request.
import http from 'node:http'

const NAMES = ['https_proxy', 'HTTPS_PROXY', 'npm_config_https_proxy', 'npm_config_proxy', 'http_proxy', 'HTTP_PROXY']

/** The proxy's address, without a name and password that may be in it; null when none is set. */
export function proxyName(environment) {
  const given = NAMES.map((name) => environment[name]).find((value) => value !== undefined && value !== '')
  if (given === undefined || given === 'null') return null
  try {
    const { protocol, host } = new URL(given.includes('://') ? given : `http://${given}`)
    return `${protocol}//${host}`
  } catch {
    return 'an address that can not be read'
  }
}

/** Lets fetch use the environment's proxy, npm's own setting included. False where this Node can't (before 24.14). */
export function useProxy(environment) {
  if (typeof http.setGlobalProxyFromEnv !== 'function') return false
  const npm = environment.npm_config_https_proxy || environment.npm_config_proxy || ''
  const own = npm === '' || npm === 'null' ? {} : { https_proxy: npm, http_proxy: npm }
  const given = Object.fromEntries(
    ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY', 'no_proxy', 'NO_PROXY']
      .filter((name) => environment[name])
      .map((name) => [name, environment[name]])
  )
  try {
    http.setGlobalProxyFromEnv({ ...own, ...given })
    return true
  } catch {
    return false
  }
}
