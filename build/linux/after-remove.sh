#!/bin/sh
# Takes away what after-install.sh made. Called by dpkg with remove and purge (and by both when it upgrades or gives up), by
# rpm with the number of versions that stay.
set -e
case "${1:-}" in
  remove | purge | disappear | 0) ;;
  *) exit 0 ;;
esac
if [ -e /etc/apparmor.d/vmatlas-desktop ]; then
  apparmor_parser -R /etc/apparmor.d/vmatlas-desktop 2>/dev/null || true
  rm -f /etc/apparmor.d/vmatlas-desktop
fi
if command -v update-mime-database >/dev/null; then update-mime-database /usr/share/mime || true; fi
if command -v update-desktop-database >/dev/null; then update-desktop-database /usr/share/applications || true; fi
