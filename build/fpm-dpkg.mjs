#!/usr/bin/env node
// Builds a .deb with Debian's own dpkg-deb, or an .rpm with rpmbuild, from the fpm command line that electron-builder
// composes. electron-builder calls it through its setting CUSTOM_FPM_PATH; it is for machines that have no fpm. FPM_FAST in
// the environment packs fast instead of small, for checks.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'

const REPEATED = new Set(['-d', '--deb-recommends', '--deb-suggests', '--exclude'])
const SWITCHES = new Set(['--force', '--debug', '--verbose'])
const SCRIPTS = {
  '--after-install': 'postinst',
  '--after-remove': 'postrm',
  '--before-install': 'preinst',
  '--before-remove': 'prerm'
}

/** fpm's arguments as options (last one wins), repeated options and `from=to` paths. */
function parseArguments(given) {
  const options = {}
  const lists = Object.fromEntries([...REPEATED].map((name) => [name, []]))
  const paths = []
  for (let at = 0; at < given.length; at++) {
    const word = given[at]
    if (SWITCHES.has(word)) continue
    const equals = word.indexOf('=')
    if (REPEATED.has(word)) lists[word].push(given[++at])
    else if (REPEATED.has(word.slice(0, equals))) lists[word.slice(0, equals)].push(word.slice(equals + 1))
    else if (word.startsWith('--') && word.includes('='))
      options[word.slice(0, word.indexOf('='))] = word.slice(word.indexOf('=') + 1)
    else if (word.startsWith('-')) options[word] = given[++at]
    else paths.push(word)
  }
  return { options, lists, paths }
}

function copyInto(root, paths) {
  for (const path of paths) {
    const split = path.lastIndexOf('=')
    const from = path.slice(0, split)
    const to = join(root, path.slice(split + 1))
    mkdirSync(statSync(from).isDirectory() ? to : dirname(to), { recursive: true })
    cpSync(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true })
  }
}

/** Sets the usual rights and gives the md5sums lines and the size of all files, bytes. */
function settleFiles(root) {
  const sums = []
  let size = 0
  const visit = (folder) => {
    chmodSync(folder, 0o755)
    for (const name of readdirSync(folder).sort()) {
      const file = join(folder, name)
      const status = lstatSync(file)
      if (status.isDirectory()) {
        visit(file)
        continue
      }
      size += status.size
      if (!status.isFile()) continue
      chmodSync(file, status.mode & 0o111 ? 0o755 : 0o644)
      sums.push(`${createHash('md5').update(readFileSync(file)).digest('hex')}  ${relative(root, file)}`)
    }
  }
  visit(root)
  return { sums, size }
}

function controlText(options, lists, size) {
  const [summary, ...rest] = options['--description']
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  const fields = {
    Package: options['--name'],
    Version: options['--version'] + (options['--iteration'] ? `-${options['--iteration']}` : ''),
    Vendor: options['--vendor'],
    Architecture: options['--architecture'],
    Maintainer: options['--maintainer'],
    'Installed-Size': String(Math.ceil(size / 1024)),
    Depends: lists['-d'].join(', '),
    Recommends: lists['--deb-recommends'].join(', '),
    Suggests: lists['--deb-suggests'].join(', '),
    Section: options['--category'] ?? 'utils',
    Priority: options['--deb-priority'] ?? 'optional',
    Homepage: options['--url'],
    Description: [summary, ...rest.map((line) => ` ${line}`)].join('\n')
  }
  return Object.entries(fields)
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('')
}

/** Every file of the package for rpm, with its quoting. */
function listFiles(root) {
  const files = []
  const visit = (folder) => {
    for (const name of readdirSync(folder).sort()) {
      const file = join(folder, name)
      if (lstatSync(file).isDirectory()) visit(file)
      else files.push(`"/${relative(root, file).replaceAll('%', '%%')}"`)
    }
  }
  visit(root)
  return files
}

/** What rpmbuild builds from; dependencies are those that were asked for, not what it would find in the programs. */
function specText(root, options, lists) {
  const [summary, ...rest] = options['--description'].split('\n').map((line) => line.trim())
  const script = (option) => (options[option] ? readFileSync(options[option], 'utf8') : ':\n')
  return [
    `Name: ${options['--name']}`,
    // A dash would begin the release.
    `Version: ${options['--version'].replaceAll('-', '~')}`,
    `Release: ${options['--iteration'] ?? 1}`,
    `Summary: ${options['--rpm-summary'] ?? summary}`,
    `License: ${options['--license'] ?? 'unknown'}`,
    `Vendor: ${options['--vendor']}`,
    `Packager: ${options['--maintainer']}`,
    `URL: ${options['--url']}`,
    'AutoReqProv: no',
    ...lists['-d'].map((name) => `Requires: ${name}`),
    '%global _build_id_links none',
    ...(process.env.FPM_FAST ? ['%define _binary_payload w1.gzdio'] : []),
    '%global __os_install_post %{nil}',
    '%global debug_package %{nil}',
    '%description',
    ...(rest.length > 0 ? rest : [summary]),
    '%post',
    script('--after-install'),
    '%postun',
    script('--after-remove'),
    '%files',
    '%defattr(-,root,root)',
    ...listFiles(root),
    ''
  ].join('\n')
}

function buildRpm(root, options, lists) {
  const work = mkdtempSync(join(tmpdir(), 'rpm-'))
  try {
    const spec = join(work, 'package.spec')
    writeFileSync(spec, specText(root, options, lists))
    const folder = join(work, 'out')
    const target = { amd64: 'x86_64', arm64: 'aarch64' }[options['--architecture']] ?? options['--architecture']
    const words = ['-bb', '--quiet', '--target', target, '--buildroot', root, '--define', `_topdir ${work}`]
    execFileSync(
      'rpmbuild',
      [...words, '--define', `_rpmdir ${folder}`, '--define', '_rpmfilename package.rpm', spec],
      {
        stdio: ['ignore', 'ignore', 'inherit']
      }
    )
    cpSync(join(folder, 'package.rpm'), options['--package'])
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** As fpm does: a native package's changelog, compressed without a time. */
function putChangelog(root, options) {
  const from = options['--deb-changelog']
  if (from === undefined || options['-t'] !== 'deb') return
  const folder = join(root, 'usr/share/doc', options['--name'])
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'changelog.gz'), gzipSync(readFileSync(from), { level: 9 }))
}

function buildDeb(root, options, lists, { sums, size }) {
  const control = join(root, 'DEBIAN')
  mkdirSync(control, { mode: 0o755 })
  writeFileSync(join(control, 'control'), controlText(options, lists, size))
  writeFileSync(join(control, 'md5sums'), `${sums.join('\n')}\n`)
  for (const [option, name] of Object.entries(SCRIPTS)) {
    if (options[option]) writeFileSync(join(control, name), readFileSync(options[option]), { mode: 0o755 })
  }
  const asked = process.env.FPM_FAST ? 'gz' : (options['--deb-compression'] ?? 'xz')
  const compression = { gz: 'gzip', bzip2: 'xz' }[asked] ?? asked
  execFileSync(
    'dpkg-deb',
    [
      '--root-owner-group',
      `-Z${compression}`,
      ...(process.env.FPM_FAST ? ['-z1'] : []),
      '--build',
      root,
      options['--package']
    ],
    {
      stdio: 'inherit'
    }
  )
}

const { options, lists, paths } = parseArguments(process.argv.slice(2))
if (!['deb', 'rpm'].includes(options['-t']) || options['-s'] !== 'dir') {
  console.error(`Only "-s dir -t deb" and "-t rpm" are done here, not "-t ${options['-t']}": install fpm for that.`)
  process.exit(1)
}
const root = mkdtempSync(join(tmpdir(), 'package-'))
try {
  copyInto(root, paths)
  for (const path of lists['--exclude']) rmSync(join(root, path), { recursive: true, force: true })
  putChangelog(root, options)
  const settled = settleFiles(root)
  if (options['-t'] === 'deb') buildDeb(root, options, lists, settled)
  else buildRpm(root, options, lists)
} finally {
  rmSync(root, { recursive: true, force: true })
}
