#!/bin/sh
# After the files are in place: what depends on the system. Called by dpkg with configure and, when something else failed,
# with abort-…; by rpm with the number of versions that are installed.
set -e
case "${1:-}" in
  configure | abort-upgrade | abort-remove | abort-deconfigure | [1-9]*) ;;
  *) exit 0 ;;
esac
app=/opt/vmatlas

# Chromium's sandbox needs user namespaces. Where AppArmor restricts them for programs without a profile, the app brings
# one that allows just that; elsewhere nothing is done.
if [ -e /proc/sys/kernel/apparmor_restrict_unprivileged_userns ] && [ -d /etc/apparmor.d/abi ]; then
  cp "$app/resources/linux/apparmor-profile" /etc/apparmor.d/vmatlas-desktop
  chmod 644 /etc/apparmor.d/vmatlas-desktop
  apparmor_parser -r /etc/apparmor.d/vmatlas-desktop 2>/dev/null || true
fi
# Chromium's other sandbox, where the kernel makes no user namespaces for ordinary users.
namespaces=1
for limit in /proc/sys/kernel/unprivileged_userns_clone /proc/sys/user/max_user_namespaces; do
  if [ -e "$limit" ] && [ "$(cat "$limit")" = 0 ]; then namespaces=0; fi
done
if [ "$namespaces" = 0 ] || [ ! -e /proc/self/ns/user ]; then
  chmod 4755 "$app/chrome-sandbox"
else
  chmod 755 "$app/chrome-sandbox"
fi

if command -v update-mime-database >/dev/null; then update-mime-database /usr/share/mime || true; fi
if command -v update-desktop-database >/dev/null; then update-desktop-database /usr/share/applications || true; fi
