namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for what a virtual machine is made of, and for how it ran.</summary>
static class GuestMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
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
        texts["vm.qemu-silent"] = new("QEMU runs but does not answer on its control socket within {0} seconds.", "QEMU 在运行，但 {0} 秒内未在控制套接字上应答。");
        texts["vm.kvm-silent"] = new("/dev/kvm can be opened, but a guest under it said nothing within {0} seconds.", "/dev/kvm 可以打开，但其中的客户机在 {0} 秒内没有任何输出。");
        texts["vm.kvm-given-up"] = new("KVM does not work here: going on with TCG, which is slower.", "此处 KVM 不可用：改用较慢的 TCG 继续。");

        // While it runs
        texts["vm.panic-at-boot"] = new("The guest's kernel panicked before its init was ready: see the end of {0}.", "客户机内核在 init 就绪之前发生 panic：见 {0} 末尾。");
        texts["vm.not-ready"] = new("The guest's init was not ready after {0} seconds: see the end of {1}, or allow more time.", "客户机的 init 在 {0} 秒后仍未就绪：见 {1} 末尾，或放宽时限。");
        texts["vm.log-too-long"] = new("The guest wrote more than {0} MiB to its console: it was stopped.", "客户机向控制台写入超过 {0} MiB：已停止。");
        texts["vm.disk-full"] = new("The disk of {0} is full: the run was stopped, since its log would lose lines. Free some space, or name another folder.", "{0} 所在磁盘已满：日志会丢行，因此已停止运行。请释放空间或换一个目录。");
        texts["vm.command-failed"] = new("The command could not be sent to the guest's second serial port.", "无法将命令发送到客户机的第二个串口。");

        // Dump and state
        texts["vm.dump-no-space"] = new("No dump was taken: in {0} {1} MiB are free, and a dump may need {2} MiB.", "未生成转储：{0} 剩余 {1} MiB，而转储可能需要 {2} MiB。");
        texts["vm.dump-failed"] = new("No dump was taken: QEMU could not write {0}: {1}", "未生成转储：QEMU 无法写入 {0}：{1}");
        texts["vm.dump-no-answer"] = new("No dump was taken: QEMU did not finish {0} within {1} seconds.", "未生成转储：QEMU 未能在 {1} 秒内写完 {0}。");
        texts["vm.dump-no-machine"] = new("No dump was taken: the virtual machine had ended already.", "未生成转储：虚拟机已经结束。");
        texts["vm.save-failed"] = new("The machine's state could not be written to {0}. {1}", "无法将虚拟机状态写入 {0}。{1}");
        texts["vm.restore-failed"] = new("The machine could not go on from the state in {0}: it must be whole, and of the same QEMU, memory and CPUs. {1}", "虚拟机无法从 {0} 中的状态继续：该文件必须完整，且 QEMU、内存与 CPU 数须相同。{1}");
    }
}
