#!/bin/sh
# Provokes the failure by hand: compiles, makes an initramfs, starts QEMU. Nothing of this machine is mounted, there is no network, and the trigger runs
# in the machine only. Usage: ./run.sh [MODE] [KERNEL]      leave QEMU with Ctrl-A X
set -eu
cd "$(dirname "$0")"
mode=${1:-@MODE@}
kernel=${2:-@KERNEL@}
need() { command -v "$1" >/dev/null 2>&1 || { echo "run.sh: $1 is missing: $2" >&2; exit 1; }; }
need qemu-system-x86_64 "install qemu-system-x86 (Debian, Ubuntu) or qemu-kvm (Fedora, Enterprise Linux)"
[ -f "$kernel" ] || { echo "run.sh: no kernel at '$kernel': give the vmlinuz of @RELEASE@ as the second argument" >&2; exit 1; }

image=initramfs.$mode.cpio.gz
if [ ! -f "$image" ]; then
	need cpio "install cpio"
	need "${CC:-gcc}" "install gcc and the static C library (libc6-dev, glibc-static)"
	root=$(mktemp -d)
	trap 'rm -rf "$root"' EXIT
	mkdir -p "$root/stucktrace" "$root/dev" "$root/proc" "$root/sys" "$root/tmp"
	"${CC:-gcc}" -static -O1 -Wall -pthread -o "$root/init" init.c
	"${CC:-gcc}" -static -O1 -Wall -pthread -o "$root/stucktrace/trigger" trigger.c
	cp modules/*.ko "$root/stucktrace/"
	sed "s/^trigger .*/trigger $mode/" settings > "$root/stucktrace/settings"
	(cd "$root" && find . | cpio -o -H newc --quiet | gzip) > "$image"
fi
exec qemu-system-x86_64 -accel tcg,thread=multi -smp @CPUS@ -m @MEMORY@M -nographic -no-reboot -nic none \
	-kernel "$kernel" -initrd "$image" -append "@COMMAND_LINE@"
