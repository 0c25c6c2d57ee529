namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for what a virtual machine is made of, and for how it ran.</summary>
static class GuestMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        // Packages
        texts["package.unknown"] = new("it is neither a Debian package nor an RPM", "它既不是 Debian 包也不是 RPM");
        texts["package.cut"] = new("it ends in the middle, behind {0} file(s); fetch it again", "它在 {0} 个文件之后中途结束；请重新获取");
        texts["package.damaged"] = new("behind {0} file(s) its {1} archive is damaged; fetch it again", "在 {0} 个文件之后，其 {1} 归档已损坏；请重新获取");
        texts["package.no-files"] = new("it holds no data.tar: it is no package with files", "其中没有 data.tar：不是含文件的软件包");
        texts["package.large-files"] = new("it holds files of more than 4 GiB, which are not read", "其中含有超过 4 GiB 的文件，无法读取");
        texts["package.name-too-long"] = new("behind {0} file(s) the name of one is longer than {1} byte(s)", "在 {0} 个文件之后，有文件名超过 {1} 字节");
        texts["package.too-many-entries"] = new("it has more than {0} entr(y|ies)", "其条目超过 {0} 个");
        texts["package.header-too-large"] = new("its header has {0} byte(s); at most {1} are read", "其头部为 {0} 字节；最多读取 {1} 字节");
        texts["guest.package.problem"] = new("{0} can't be used: {1}.", "无法使用 {0}：{1}。");
        texts["guest.package.file-too-large"] = new("a file that is needed from it has more than {0} byte(s)", "所需的文件超过 {0} 字节");

        // Kernels
        texts["guest.kernel.none"] = new("No kernel is named: a .deb or .rpm package, a folder, a vmlinuz, or the word running.", "没有指定内核：可为 .deb 或 .rpm 包、目录、vmlinuz，或写 running。");
        texts["guest.kernel.missing"] = new("{0} is not there. A kernel is a .deb or .rpm package, a folder, a vmlinuz, or the word running.", "{0} 不存在。内核可为 .deb 或 .rpm 包、目录、vmlinuz，或写 running。");
        texts["guest.kernel.unknown"] = new("{0} is no kernel image, no Debian package and no RPM.", "{0} 既不是内核映像，也不是 Debian 包或 RPM。");
        texts["guest.kernel.unreadable"] = new("{0} can't be read or unpacked: {1}", "无法读取或解包 {0}：{1}");
        texts["guest.kernel.no-image"] = new("{0} is no kernel image of x86 (bzImage).", "{0} 不是 x86 内核映像（bzImage）。");
        texts["guest.kernel.not-64-bit"] = new("{0} is a 32-bit kernel; modules of x86-64 need a 64-bit one.", "{0} 是 32 位内核；x86-64 模块需要 64 位内核。");
        texts["guest.kernel.no-release"] = new("{0} does not tell its release: the file is damaged, or no kernel of Linux.", "{0} 未说明其版本：文件已损坏，或不是 Linux 内核。");
        texts["guest.kernel.no-image-in-folder"] = new("There is no kernel image in {0}: neither boot/vmlinuz-* nor lib/modules/*/vmlinuz.", "{0} 中没有内核映像：既无 boot/vmlinuz-*，也无 lib/modules/*/vmlinuz。");
        texts["guest.kernel.no-image-in-package"] = new("There is no kernel image in {0}. Debian since 7.x keeps it in linux-binary-RELEASE, Red Hat since 8 in kernel-core: name that package too.", "{0} 中没有内核映像。Debian 自 7.x 起放在 linux-binary-RELEASE，Red Hat 自 8 起放在 kernel-core：请一并给出该包。");
        texts["guest.kernel.several"] = new("{0} holds several kernels ({1}): name the vmlinuz of one of them.", "{0} 中有多个内核（{1}）：请指定其中一个的 vmlinuz。");
        texts["guest.kernel.other-release"] = new("{0} holds no kernel {1}, only {2}. {3}", "{0} 中没有内核 {1}，只有 {2}。{3}");
        texts["guest.fetch.debian"] = new("To fetch it: apt-get download linux-image-{0} (old ones: snapshot.debian.org).", "获取方法：apt-get download linux-image-{0}（旧版本见 snapshot.debian.org）。");
        texts["guest.fetch.ubuntu"] = new("To fetch it: apt-get download linux-image-unsigned-{0} linux-modules-{0}.", "获取方法：apt-get download linux-image-unsigned-{0} linux-modules-{0}。");
        texts["guest.fetch.rhel"] = new("To fetch it: yumdownloader kernel-{0}.", "获取方法：yumdownloader kernel-{0}。");
        texts["guest.fetch.rpm"] = new("To fetch it: dnf download kernel-core-{0} kernel-modules-core-{0} (Red Hat 8: kernel-modules-{0}).", "获取方法：dnf download kernel-core-{0} kernel-modules-core-{0}（Red Hat 8：kernel-modules-{0}）。");
        texts["guest.fetch.unknown"] = new("Get the kernel {0} from where the machine with the failure got it: its /boot and /lib/modules will do.", "请从故障机器获取内核 {0} 的来源取得它：其 /boot 与 /lib/modules 即可。");

        texts["guest.kernel.lacks"] = new("Kernel {0} can't run in a virtual machine of Stucktrace: {1} not built in. Name another kernel of that release with --kernel.", "内核 {0} 无法在 Stucktrace 的虚拟机中运行：{1} 未内建。请用 --kernel 指定该版本的其他内核。");

        // Modules
        texts["guest.module.unreadable"] = new("{0} can't be read, or is no kernel module.", "无法读取 {0}，或它不是内核模块。");
        texts["guest.module.no-release"] = new("{0} does not say which kernel it was built for (vermagic): no kernel would load it.", "{0} 未说明为哪个内核构建（vermagic）：任何内核都不会加载它。");
        texts["guest.module.other-kernel"] = new("{0} was built for kernel {1} and can't be loaded into {2}. {3}", "{0} 是为内核 {1} 构建的，不能加载到 {2}。{3}");
        texts["guest.module.missing"] = new("The module {0} is not among those of kernel {1}: going on without it.", "内核 {1} 的模块中没有 {0}：不使用它继续。");
        texts["guest.module.missing-dependency"] = new("The module {0}, which {1} depends on, is not among those of kernel {2}: name the package or folder that holds it.", "{1} 依赖的模块 {0} 不在内核 {2} 的模块中：请给出包含它的软件包或目录。");
        texts["guest.module.too-many"] = new("More than {0} module(s) would have to be loaded.", "需要加载的模块超过 {0} 个。");
        texts["guest.module.too-many-files"] = new("{0} holds more than {1} module(s): the others are not looked at.", "{0} 中的模块超过 {1} 个：其余不再查看。");

        // Compiling
        texts["guest.no-compiler"] = new("{0} can't be compiled: this machine has no C compiler. Debian and Ubuntu: apt-get install gcc libc6-dev. Fedora and Red Hat: dnf install gcc glibc-static.", "无法编译 {0}：本机没有 C 编译器。Debian、Ubuntu：apt-get install gcc libc6-dev；Fedora、Red Hat：dnf install gcc glibc-static。");
        texts["guest.no-static-library"] = new("{0} finds no static C library, and the guest has no other. Debian and Ubuntu: apt-get install libc6-dev. Fedora and Red Hat: dnf install glibc-static. Or install musl-gcc (musl-tools, musl-gcc).", "{0} 找不到静态 C 库，而客户机没有其他库可用。Debian、Ubuntu：apt-get install libc6-dev；Fedora、Red Hat：dnf install glibc-static；也可安装 musl-gcc（musl-tools、musl-gcc）。");
        texts["guest.compile-failed"] = new("{0} did not compile {1} (status {2}): {3}", "{0} 编译 {1} 失败（状态 {2}）：{3}");
        texts["guest.compile-stopped"] = new("Compiling {0} was stopped.", "已停止编译 {0}。");

        // Starting QEMU
        texts["vm.no-qemu"] = new("QEMU is not installed. Debian and Ubuntu: apt-get install qemu-system-x86. Fedora and Red Hat: dnf install qemu-kvm.", "未安装 QEMU。Debian、Ubuntu：apt-get install qemu-system-x86；Fedora、Red Hat：dnf install qemu-kvm。");
        texts["vm.no-such-qemu"] = new("{0} is no program: name QEMU's path, such as /usr/bin/qemu-system-x86_64.", "{0} 不是可执行程序：请给出 QEMU 的路径，例如 /usr/bin/qemu-system-x86_64。");
        texts["vm.no-shell"] = new("/bin/sh can't be started; it guards QEMU, so that no machine is left running.", "无法启动 /bin/sh；它负责看护 QEMU，以免虚拟机残留运行。");
        texts["vm.no-file"] = new("{0} is not there: the virtual machine can't be started without it.", "{0} 不存在：缺少它无法启动虚拟机。");
        texts["vm.folder"] = new("The results can't be written to {0}: {1}. Name another folder.", "无法将结果写入 {0}：{1}。请换一个目录。");
        texts["vm.no-space"] = new("In {0} only {1} MiB are free; a run needs {2} MiB for its log. Free some space, or name another folder.", "{0} 仅剩 {1} MiB；一次运行的日志需要 {2} MiB。请释放空间或换一个目录。");
        texts["vm.qemu-said"] = new("QEMU ended by itself and said: {0}", "QEMU 自行结束，输出为：{0}");
        texts["vm.qemu-ended"] = new("The virtual machine ended by itself before anything was reported. {0} shows how far it got.", "虚拟机在出现任何报告之前自行结束。运行到哪一步见 {0}。");
        texts["vm.qemu-silent"] = new("QEMU runs but does not answer on its control socket within {0} second(s).", "QEMU 在运行，但 {0} 秒内未在控制套接字上应答。");
        texts["vm.kvm-silent"] = new("/dev/kvm can be opened, but a guest under it said nothing within {0} second(s).", "/dev/kvm 可以打开，但其中的客户机在 {0} 秒内没有任何输出。");
        texts["vm.kvm-given-up"] = new("KVM does not work here: going on with TCG, which is slower.", "此处 KVM 不可用：改用较慢的 TCG 继续。");

        // While it runs
        texts["vm.panic-at-boot"] = new("The guest's kernel panicked before its init was ready: see the end of {0}.", "客户机内核在 init 就绪之前发生 panic：见 {0} 末尾。");
        texts["vm.not-ready"] = new("The guest's init was not ready after {0} second(s): see the end of {1}, or allow more time.", "客户机的 init 在 {0} 秒后仍未就绪：见 {1} 末尾，或放宽时限。");
        texts["vm.no-console"] = new("The guest wrote nothing to its serial port within {0} second(s): its kernel has no serial console (CONFIG_SERIAL_8250_CONSOLE), or did not start at all.", "客户机在 {0} 秒内没有向串口输出任何内容：其内核没有串口控制台（CONFIG_SERIAL_8250_CONSOLE），或根本没有启动。");
        texts["vm.log-too-long"] = new("The guest wrote more than {0} MiB to its console: it was stopped.", "客户机向控制台写入超过 {0} MiB：已停止。");
        texts["vm.disk-full"] = new("The disk of {0} is full: the run was stopped, since its log would lose lines. Free some space, or name another folder.", "{0} 所在磁盘已满：日志会丢行，因此已停止运行。请释放空间或换一个目录。");
        texts["vm.command-failed"] = new("The command could not be sent to the guest's second serial port.", "无法将命令发送到客户机的第二个串口。");

        // Dump and state
        texts["vm.dump-no-space"] = new("No dump was taken: in {0} {1} MiB are free, and a dump may need {2} MiB.", "未生成转储：{0} 剩余 {1} MiB，而转储可能需要 {2} MiB。");
        texts["vm.dump-failed"] = new("No dump was taken: QEMU could not write {0}: {1}", "未生成转储：QEMU 无法写入 {0}：{1}");
        texts["vm.dump-no-answer"] = new("No dump was taken: QEMU did not finish {0} within {1} second(s).", "未生成转储：QEMU 未能在 {1} 秒内写完 {0}。");
        texts["vm.dump-no-machine"] = new("No dump was taken: the virtual machine had ended already.", "未生成转储：虚拟机已经结束。");
        texts["vm.save-failed"] = new("The machine's state could not be written to {0}. {1}", "无法将虚拟机状态写入 {0}。{1}");
        texts["vm.restore-failed"] = new("The machine could not go on from the state in {0}: it must be whole, and of the same QEMU, memory and CPUs. {1}", "虚拟机无法从 {0} 中的状态继续：该文件必须完整，且 QEMU、内存与 CPU 数须相同。{1}");
    }
}
