#!/bin/sh
# Lays out one of Debian's kernels so that it can be booted in a virtual machine and modules can be built for it.
#
#     lab/prepare-kernel.sh 5.10|6.1|6.12|newest FOLDER
#
# FOLDER gets the kernel's image and modules, its headers, and a small root with that Debian's own compiler: a module
# is then built by the compiler that its kernel expects, whatever this machine has. Packages are only unpacked, never
# installed: nothing outside FOLDER changes. What is at hand is printed as NAME=VALUE lines, and kept in
# FOLDER/kernel.env; a second call prints it again without any network. Progress goes to the standard error.
#
#     RELEASE   what uname -r says in the guest
#     IMAGE     the bootable image
#     MODULES   the folder of the kernel's own modules
#     KDIR      the headers, as seen by BUILD_IN
#     BUILD_IN  the command to put before another: runs it with the current folder as /work in that root
#
# To build the module in the current folder:  $BUILD_IN make -C "$KDIR" M=/work modules
set -eu

fail() { echo "prepare-kernel: $*" >&2; exit 1; }
say() { echo "prepare-kernel: $*" >&2; }

[ $# -eq 2 ] || fail "expected a kernel and a folder: $0 5.10|6.1|6.12|newest FOLDER"
mirror=${DEBIAN_MIRROR:-http://deb.debian.org}
case $1 in
  5.10) suite=bullseye security=bullseye-security ;;
  6.1) suite=bookworm security=bookworm-security ;;
  6.12) suite=trixie security=trixie-security ;;
  newest) suite=sid security= ;;
  *) fail "unknown kernel '$1': expected 5.10, 6.1, 6.12 or newest" ;;
esac
mkdir -p "$2" || fail "cannot make the folder $2"
folder=$(cd "$2" && pwd)
case $folder in *[[:space:]]*) fail "the folder's path must not hold white space: $folder" ;; esac
if [ -f "$folder/kernel.env" ]; then cat "$folder/kernel.env"; exit 0; fi

for tool in apt-get apt-cache dpkg dpkg-deb unshare chroot; do
  command -v $tool > /dev/null || fail "$tool is missing; this script needs a Debian (or Ubuntu) with apt, dpkg and util-linux"
done
# The root is entered in a mount namespace of its own, which disappears with the command: nothing is left mounted.
if [ "$(id -u)" = 0 ]; then enter="unshare --mount"; else enter="unshare --map-root-user --mount"; fi
$enter true 2> /dev/null || fail "cannot make a mount namespace; run this as root, or allow unprivileged user namespaces"

# apt with everything of its own: settings, sources, lists, cache and an empty list of installed packages.
apt=$folder/apt root=$folder/root
mkdir -p "$apt/lists/partial" "$apt/archives/partial" "$apt/empty"
: > "$apt/status"
echo "deb $mirror/debian $suite main" > "$apt/sources.list"
[ -z "$security" ] || echo "deb $mirror/debian-security $security main" >> "$apt/sources.list"
export APT_CONFIG="$apt/apt.conf"
cat > "$APT_CONFIG" << SETTINGS
APT::Architecture "amd64"; APT::Architectures { "amd64"; };
APT::Install-Recommends "false"; APT::Sandbox::User ""; APT::Update::Error-Mode "any";
Acquire::Languages "none"; Acquire::Retries "3"; Acquire::Check-Valid-Until "false";
Dir::State "$apt"; Dir::State::lists "$apt/lists"; Dir::State::status "$apt/status"; Dir::Cache "$apt";
Dir::Cache::archives "$apt/archives"; Dir::Log "$apt";
Dir::Etc::main "$apt/empty/none"; Dir::Etc::parts "$apt/empty"; Dir::Etc::preferencesparts "$apt/empty";
Dir::Etc::sourcelist "$apt/sources.list"; Dir::Etc::sourceparts "$apt/empty";
SETTINGS

depends() { apt-cache depends "$1" | sed -n 's/^ *|\{0,1\}Depends: *//p'; }

say "reading the package lists of $suite from $mirror"
apt-get update -qq >&2 || fail "the package lists of $suite could not be read from $mirror: is there a network, and debian-archive-keyring? (DEBIAN_MIRROR names another mirror)"
headers=$(depends linux-headers-amd64 | grep -m 1 '^linux-headers-') || fail "$suite names no kernel headers in linux-headers-amd64"
release=${headers#linux-headers-}
image=linux-image-$release
common=$(depends "$headers" | grep -m 1 -e '^linux-headers-.*-common$') || fail "$headers names no common headers"
kbuild=$(depends "$headers" | grep -m 1 '^linux-kbuild-') || fail "$headers names no linux-kbuild"
compiler=$(depends "$headers" | grep -m 1 -e '^linux-compiler-' -e '^gcc-') || fail "$headers names no compiler"
# Newer packages split the image; what its parts are called is in the image's own dependencies.
parts=$(depends "$image" | grep -x -e "linux-binary-$release" -e "linux-modules-$release" || true)
base=$(depends "$headers" | grep -x -e "linux-base-$release" || true)

say "fetching $release with $compiler"
cd "$apt/archives"
# What runs in the root comes with all it depends on; kernel packages alone, else they would bring a whole system.
apt-get install -qq -y --download-only "$kbuild" "$compiler" make perl-base dash bash coreutils sed grep mawk findutils diffutils gzip xz-utils >&2 ||
  fail "the compiler's packages could not be fetched"
apt-get download -qq "$headers" "$common" "$image" $parts $base >&2 || fail "the packages of $release could not be fetched"

say "unpacking into $root"
# Since Debian 11 /bin, /sbin and /lib are links; older packages still name them as folders.
mkdir -p "$root/usr/bin" "$root/usr/sbin" "$root/usr/lib" "$root/usr/lib64" "$root/dev" "$root/proc" "$root/tmp" "$root/work"
for name in bin sbin lib lib64; do [ -L "$root/$name" ] || ln -s "usr/$name" "$root/$name"; done
for package in "$apt"/archives/*.deb; do
  dpkg-deb --extract "$package" "$root" || fail "$package could not be unpacked: is the disk full?"
done
# What the packages' own scripts would have linked.
[ -e "$root/usr/bin/sh" ] || ln -s dash "$root/usr/bin/sh"
[ -e "$root/usr/bin/awk" ] || ln -s mawk "$root/usr/bin/awk"

cat > "$folder/build-in" << SCRIPT
#!/bin/sh
# Runs a command in $suite's root with the current folder as /work. Made by lab/prepare-kernel.sh.
exec $enter sh -c 'mount --rbind /dev "\$0/dev" && mount --rbind /proc "\$0/proc" && mount --bind "\$PWD" "\$0/work" && cd "\$0/work" && exec chroot "\$0" /bin/sh -c "cd /work && exec \"\\\$@\"" sh "\$@"' "$root" "\$@"
SCRIPT
chmod +x "$folder/build-in"

kdir=/usr/src/$headers
# Newer packages keep the image beside the modules.
vmlinuz=$root/boot/vmlinuz-$release
[ -f "$vmlinuz" ] || vmlinuz=$root/lib/modules/$release/vmlinuz
[ -f "$vmlinuz" ] || fail "$image brought no vmlinuz, neither in boot nor beside the modules"
[ -d "$root/lib/modules/$release/kernel" ] || fail "$image brought no modules"
"$folder/build-in" sh -c "test -f $kdir/Makefile && make --version" > /dev/null || fail "the root cannot run make, or lacks $kdir"
rm -rf "$apt"
cat > "$folder/kernel.env.part" << ANSWER
RELEASE=$release
IMAGE=$vmlinuz
MODULES=$root/lib/modules/$release
KDIR=$kdir
BUILD_IN=$folder/build-in
ANSWER
mv "$folder/kernel.env.part" "$folder/kernel.env"
cat "$folder/kernel.env"
