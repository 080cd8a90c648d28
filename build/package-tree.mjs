// What the deb and the rpm put outside of /opt/vmatlas, as files that dpkg and rpm know: laid out below out/package as they
// lie on the system. `all` is for both; the two differ in where zsh looks and in how a changelog is given.
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

const ROOT = join(import.meta.dirname, '..')
const LINUX = join(ROOT, 'build/linux')
const TREE = join(ROOT, 'out/package')

function put(path, content, mode = 0o644) {
  const to = join(TREE, path)
  mkdirSync(dirname(to), { recursive: true })
  writeFileSync(to, content)
  chmodSync(to, mode)
}

const copy = (name, path) => put(path, readFileSync(join(LINUX, name)))
// Without a time, so that the same sources give the same package.
const compressed = (name) => gzipSync(readFileSync(join(LINUX, name)), { level: 9 })

/** The licence as a field of Debian's copyright file: indented, empty lines as dots. */
function copyright() {
  const [, ...lines] = readFileSync(join(ROOT, 'LICENSE'), 'utf8').trim().split('\n')
  const text = lines.join('\n').trim()
  const field = text.split('\n').map((line) => (line.trim() === '' ? ' .' : ` ${line}`))
  return readFileSync(join(LINUX, 'copyright'), 'utf8').replace(' @LICENCE@', field.join('\n'))
}

/** Lays out the trees; the programs must have been built. */
export function layOutPackage() {
  rmSync(TREE, { recursive: true, force: true })
  mkdirSync(join(TREE, 'all/usr/bin'), { recursive: true })
  symlinkSync('/opt/vmatlas/resources/linux/vmatlas', join(TREE, 'all/usr/bin/vmatlas'))
  mkdirSync(join(TREE, 'all/usr/lib/vmatlas'), { recursive: true })
  cpSync(join(ROOT, 'out/helper/vmatlas-read'), join(TREE, 'all/usr/lib/vmatlas/vmatlas-read'))
  copy('io.github.vmatlas.policy', 'all/usr/share/polkit-1/actions/io.github.vmatlas.policy')
  copy('vmatlas.xml', 'all/usr/share/mime/packages/vmatlas.xml')
  copy('io.github.vmatlas.vmatlas.metainfo.xml', 'all/usr/share/metainfo/io.github.vmatlas.vmatlas.metainfo.xml')
  copy('completions/vmatlas.bash', 'all/usr/share/bash-completion/completions/vmatlas')
  copy('completions/vmatlas.fish', 'all/usr/share/fish/vendor_completions.d/vmatlas.fish')
  put('all/usr/share/man/man1/vmatlas.1.gz', compressed('vmatlas.1'))
  put('all/usr/share/doc/vmatlas/copyright', copyright())
  copy('lintian-overrides', 'deb/usr/share/lintian/overrides/vmatlas')
  copy('completions/_vmatlas', 'deb/usr/share/zsh/vendor-completions/_vmatlas')
  copy('completions/_vmatlas', 'rpm/usr/share/zsh/site-functions/_vmatlas')
  put('rpm/usr/share/doc/vmatlas/changelog.gz', compressed('changelog'))
}
