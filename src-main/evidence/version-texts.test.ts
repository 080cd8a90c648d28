import { execFileSync, spawn } from 'node:child_process'
import { expect, it } from 'vitest'
import { captureLive } from '#main/commands/support/capture-live.ts'
import { versionByTexts } from './version-texts.ts'

/** Constants of Debian 12's own programs, with what is beside them. */
const KNOWN: readonly (readonly [path: string, constants: string, version: string])[] = [
  ['/usr/bin/redis-check-rdb', 'upstart\0err\x007.0.15\0c11-builtin\0shutdown_in_milli', '7.0.15'],
  ['/usr/bin/memcached', 'listen\0memcached 1.6.18\0udp-port\0', '1.6.18'],
  ['/usr/bin/sbcl', '--help\0--version\x002.2.9.debian\0SBCL %s\n\0--debug-environment\0', '2.2.9'],
  ['/usr/sbin/mariadbd', '-0+deb12u1\x0010.11.19-MariaDB\0x86_64\0debian-linux-gnu\0', '10.11.19'],
  ['/usr/bin/qemu-system-x86_64', '\0\0QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7)', '7.2.22'],
  ['/usr/bin/qemu-x86_64', 'prepare_binprm\0\0\0qemu-x86_64 version 7.2.22 (Debian 1:7.2+dfsg-7)', '7.2.22'],
  ['/usr/bin/emacs-nox', '$Id: GNU Emacs 28.2 (x86_64-pc-linux-gnu ACL DBUS', '28.2'],
  ['/usr/bin/perl', 'PERL_INTERNAL_RAND_SEED\0v5.36.0\0panic: sysconf', '5.36.0'],
  ['/usr/bin/lua5.4', '\0\0$LuaVersion: Lua 5.4.4  Copyright (C) 1994-2022', '5.4.4'],
  ['/usr/lib/x86_64-linux-gnu/octave/7.3.0/liboctave.so.9', '', '7.3.0'],
  ['/usr/lib/erlang/erts-13.1.5/bin/beam.smp', '', 'ERTS 13.1.5']
]

it.each(KNOWN)('%s: its version is found', (path, constants, version) => {
  expect(versionByTexts(path, () => constants)?.version).toBe(version)
})

it('versions of other things in the same programs, and the same words in other programs, mean nothing', () => {
  const others =
    'zlib 1.2.13\x002.4.0\0PostgreSQL 1\0memcached 1\0\x007.0.15\0c12\0SBCL\0v5\0 QEMU TCG CPU version 2.5+\0'
  for (const [path, constants] of KNOWN) {
    if (constants === '') continue
    expect(versionByTexts(path, () => others)).toBeNull()
    expect(versionByTexts('/opt/shop/bin/shop-server', () => constants)).toBeNull()
    expect(versionByTexts(path, () => null)).toBeNull()
  }
})

it('a living Perl is named with its version', async () => {
  const child = spawn('perl', ['-e', '$| = 1; print "."; sleep 60'])
  try {
    await new Promise((resolve) => child.stdout.once('data', resolve))
    const version = execFileSync('perl', ['-e', 'printf "%vd", $^V'], { encoding: 'latin1' })
    expect(captureLive(child.pid!).classification.runtimes).toContain(`Perl ${version}`)
  } finally {
    child.kill()
  }
})
