#!/bin/sh
# Rebuilds dirpro.ko from reconstruction.c with gcc alone (no kernel headers), and checks that everything stands where the logs say it stood.
# The file beside this script was made by gcc 12.2. Usage: ./build.sh [OUTPUT]
set -eu
here=$(dirname "$0")
out=${1:-$here/dirpro.ko}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
${CC:-gcc} -c -o "$work/dirpro.ko" "$here/reconstruction.c" \
	-std=gnu11 -O2 -w -ffreestanding -fno-builtin -mcmodel=kernel -mno-red-zone -fno-pic -fno-pie -mno-sse -mno-mmx -mno-80387 \
	-fno-strict-aliasing -fno-common -fno-asynchronous-unwind-tables -fcf-protection=none -fno-omit-frame-pointer -fstack-protector \
	-mpreferred-stack-boundary=3 -fno-optimize-sibling-calls -fno-toplevel-reorder -freorder-blocks-algorithm=simple \
	-fno-align-functions -fno-align-loops -fno-align-jumps -fno-align-labels -fno-ident

{ nm "$work/dirpro.ko"; objdump -d --no-show-raw-insn "$work/dirpro.ko"; } | sed 's/[[:space:]]\{1,\}/ /g' > "$work/places"
expect() { grep -qi "$1" "$work/places" || { echo "$0: this compiler puts something elsewhere: no \"$1\"" >&2; exit 1; }; }
expect '^00000000000004c0 t get_process_name'      # 0x100 long
expect '^00000000000005c0 t not_shown_2'
expect '^0000000000003cb0 t new_open_f'            # 0xe0 long
expect '^0000000000003d90 t not_shown_3'
expect '^0000000000004140 t new_sys_kill'          # 0x220 long
expect '^0000000000004360 t not_shown_4'
expect '510: cmp %rcx,%rdx'                        # get_process_name+0x50, where the CPU was
expect '4197: call 419c'                           # returns to new_sys_kill+0x5c
cp "$work/dirpro.ko" "$out"
