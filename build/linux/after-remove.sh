#!/bin/sh
# Takes away what after-install.sh put in place.
set -e
case "${1:-0}" in upgrade | 1) exit 0 ;; esac
rm -f /usr/bin/vmatlas /usr/lib/vmatlas/vmatlas-read /usr/share/polkit-1/actions/io.github.vmatlas.policy \
  /usr/share/mime/packages/vmatlas.xml /usr/share/metainfo/io.github.vmatlas.vmatlas.metainfo.xml \
  /usr/share/doc/vmatlas/copyright /usr/share/man/man1/vmatlas.1 /usr/share/bash-completion/completions/vmatlas \
  /usr/share/zsh/vendor-completions/_vmatlas /usr/share/fish/vendor_completions.d/vmatlas.fish
rmdir /usr/lib/vmatlas /usr/share/doc/vmatlas 2>/dev/null || true
if [ -e /etc/apparmor.d/vmatlas-desktop ]; then
  apparmor_parser -R /etc/apparmor.d/vmatlas-desktop 2>/dev/null || true
  rm -f /etc/apparmor.d/vmatlas-desktop
fi
if command -v update-mime-database >/dev/null; then update-mime-database /usr/share/mime || true; fi
if command -v update-desktop-database >/dev/null; then update-desktop-database /usr/share/applications || true; fi
