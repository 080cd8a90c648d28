#!/bin/sh
# Puts in place what the package brings in its own folder: the command, its man page and completions, the polkit policy
# with the privileged reader, the MIME type, and on Ubuntu 24.04 and later an AppArmor profile.
set -e
app=/opt/vmatlas
from="$app/resources/linux"

ln -sf "$app/resources/linux/vmatlas" /usr/bin/vmatlas
install -D -m 0755 "$app/resources/helper/vmatlas-read" /usr/lib/vmatlas/vmatlas-read
install -D -m 0644 "$from/io.github.vmatlas.policy" /usr/share/polkit-1/actions/io.github.vmatlas.policy
install -D -m 0644 "$from/vmatlas.xml" /usr/share/mime/packages/vmatlas.xml
install -D -m 0644 "$from/io.github.vmatlas.vmatlas.metainfo.xml" /usr/share/metainfo/io.github.vmatlas.vmatlas.metainfo.xml
install -D -m 0644 "$app/resources/licences/vmatlas.txt" /usr/share/doc/vmatlas/copyright
install -D -m 0644 "$from/vmatlas.1" /usr/share/man/man1/vmatlas.1
install -D -m 0644 "$from/completions/vmatlas.bash" /usr/share/bash-completion/completions/vmatlas
install -D -m 0644 "$from/completions/_vmatlas" /usr/share/zsh/vendor-completions/_vmatlas
install -D -m 0644 "$from/completions/vmatlas.fish" /usr/share/fish/vendor_completions.d/vmatlas.fish

# Chromium's sandbox needs user namespaces. Where AppArmor restricts them for programs without a profile, the app brings
# one that allows just that; elsewhere nothing is done.
if [ -e /proc/sys/kernel/apparmor_restrict_unprivileged_userns ] && [ -d /etc/apparmor.d/abi ]; then
  install -D -m 0644 "$from/apparmor-profile" /etc/apparmor.d/vmatlas-desktop
  apparmor_parser -r /etc/apparmor.d/vmatlas-desktop 2>/dev/null || true
fi
# Chromium's other sandbox, where the kernel makes no user namespaces for ordinary users.
namespaces=1
for limit in /proc/sys/kernel/unprivileged_userns_clone /proc/sys/user/max_user_namespaces; do
  if [ -e "$limit" ] && [ "$(cat "$limit")" = 0 ]; then namespaces=0; fi
done
if [ "$namespaces" = 0 ] || [ ! -e /proc/self/ns/user ]; then chmod 4755 "$app/chrome-sandbox"; fi

if command -v update-mime-database >/dev/null; then update-mime-database /usr/share/mime || true; fi
if command -v update-desktop-database >/dev/null; then update-desktop-database /usr/share/applications || true; fi
