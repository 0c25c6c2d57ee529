namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for the command line: help, errors, progress.</summary>
static class CommandMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        texts["command.root"] = new(
            "Tells why a Linux kernel got stuck: what hung, whose fault it is, why, how sure that is, and what to do.",
            "说明 Linux 内核为何卡死：什么卡住了、是谁的责任、原因、把握有多大，以及该怎么办。");
        texts["command.diagnose"] = new(
            "Diagnose any mix of kernel logs: verdict, chain of causes, timeline, evidence, advice.",
            "诊断任意内核日志的组合：结论、因果链、时间线、证据和建议。");
        texts["command.log"] = new("List the reports, incidents and timeline of kernel logs.", "列出内核日志中的报告、事件和时间线。");
        texts["command.module"] = new("Tell what a module file does: facts, loops and how they end, annotated listing.", "说明模块文件的内容：基本信息、循环及其结束条件、带注释的清单。");
        texts["command.no-arrows"] = new("Leave the column of arrows out of listings.", "清单中不显示箭头列。");
        texts["command.prove"] = new("Execute a function's loops in every situation that matters: does it end?", "在各种情形下执行函数的循环：它会结束吗？");
        texts["command.prove-function"] = new("The function; without it, every suspicious loop of the module.", "函数名；省略时检查模块中所有可疑循环。");
        texts["command.prove-vmcore"] = new(
            "A memory dump: run the code of its stuck CPUs on from their registers, on the memory that the dump holds. Several for a split one.",
            "内存转储：在转储的内存上，从卡住的 CPU 保存的寄存器继续执行其代码。分卷转储可给出多个。");
        texts["command.prove-nothing"] = new("prove needs FILE.ko, or --vmcore FILE", "prove 需要 FILE.ko 或 --vmcore FILE");
        texts["command.prove-examples"] = new(
            "stucktrace prove dirpro.ko --function get_process_name\nstucktrace prove dirpro.ko --format json > proof.json; stucktrace verify proof.json\nstucktrace prove --vmcore /var/crash/vmcore",
            "stucktrace prove dirpro.ko --function get_process_name\nstucktrace prove dirpro.ko --format json > proof.json; stucktrace verify proof.json\nstucktrace prove --vmcore /var/crash/vmcore");
        texts["command.verify"] = new("Check the proofs of a report again, with the checker alone.", "仅用校验器重新检查报告中的证明。");
        texts["command.verify-file"] = new("Report made with --format json.", "用 --format json 生成的报告。");
        texts["command.verify-examples"] = new("stucktrace verify report.json", "stucktrace verify report.json");
        texts["command.module-file"] = new("Module file (.ko, .ko.gz, .ko.xz, .ko.zst).", "模块文件（.ko、.ko.gz、.ko.xz、.ko.zst）。");
        texts["command.module-function"] = new("List one function.", "列出某个函数。");
        texts["command.module-at"] = new("List the loop around a place, such as get_process_name+0x50, with the instruction marked.", "列出某个位置（如 get_process_name+0x50）所在的循环，并标出该指令。");
        texts["command.symbols"] = new("vmlinux, vmlinuz, System.map or raw BTF of the kernel; may be given several times.", "内核的 vmlinux、vmlinuz、System.map 或原始 BTF；可多次给出。");
        texts["command.module-no-function"] = new("{0} has no function {1}", "{0} 中没有函数 {1}");
        texts["command.module-not-an-instruction"] = new("{0} is not the beginning of an instruction of {1}", "{0} 不是 {1} 中某条指令的起始位置");
        texts["command.module-examples"] = new(
            "stucktrace module dirpro.ko\nstucktrace module dirpro.ko --at get_process_name+0x50\nstucktrace module dirpro.ko --symbols /boot/vmlinuz-6.1.0-56-amd64",
            "stucktrace module dirpro.ko\nstucktrace module dirpro.ko --at get_process_name+0x50\nstucktrace module dirpro.ko --symbols /boot/vmlinuz-6.1.0-56-amd64");
        texts["command.serve"] = new(
            "The web application: drop files, watch the diagnosis, keep and compare cases. On this machine alone unless told otherwise.",
            "Web 应用：拖入文件、查看诊断进度、保存和比较案例。默认仅限本机访问。");
        texts["command.serve-port"] = new("TCP port; 0 lets the system choose.", "TCP 端口；0 表示由系统选择。");
        texts["command.serve-listen"] = new("Address to listen on; one that other machines reach needs --token.", "监听地址；其他机器可访问的地址需要 --token。");
        texts["command.serve-token"] = new(
            "What clients must know, at least 16 characters; better in the variable STUCKTRACE_TOKEN, which other users of the machine do not see.",
            "客户端须提供的令牌，至少 16 个字符；最好放在环境变量 STUCKTRACE_TOKEN 中，以免被本机其他用户看到。");
        texts["command.serve-redact"] = new(
            "Take host names, addresses, user names and serial numbers out of all that is shown, downloaded and exported; exports then hold reports only.",
            "在显示、下载和导出的内容中隐去主机名、地址、用户名和序列号；导出的归档只含报告。");
        texts["command.serve-data"] = new("Folder that the cases are kept in.", "保存案例的文件夹。");
        texts["command.serve-examples"] = new(
            "stucktrace serve\nstucktrace serve --port 8080 --data /srv/stucktrace\nSTUCKTRACE_TOKEN=$(openssl rand -hex 16) stucktrace serve --listen 0.0.0.0",
            "stucktrace serve\nstucktrace serve --port 8080 --data /srv/stucktrace\nSTUCKTRACE_TOKEN=$(openssl rand -hex 16) stucktrace serve --listen 0.0.0.0");
        texts["command.explain"] = new("Explain a finding by its number, offline.", "离线解释某个编号的发现。");
        texts["command.explain-id"] = new("Number of the finding; without it, all are listed.", "发现的编号；省略时列出全部。");
        texts["command.explain-unknown"] = new("there is no finding {0}; 'stucktrace explain' lists all", "没有编号为 {0} 的发现；用 stucktrace explain 可列出全部");
        texts["command.completion"] = new("Print a completion script for a shell.", "输出 shell 的补全脚本。");
        texts["command.completion-shell"] = new("Which shell.", "哪种 shell。");
        texts["command.man"] = new("Print a manual page.", "输出手册页。");
        texts["command.man-command"] = new("Which command; without it, the page of stucktrace itself.", "哪个命令；省略时为 stucktrace 本身的手册页。");
        texts["command.version"] = new("Show the version.", "显示版本。");
        texts["command.help"] = new("Show this help.", "显示本帮助。");
        texts["command.input"] = new(
            "Log files, folders (such as /var/crash/HOST-DATE/), .gz .xz .zst; - is standard input.",
            "日志文件、目录（例如 /var/crash/HOST-DATE/）、.gz .xz .zst 压缩文件；- 表示标准输入。");
        texts["command.format"] = new("Format of the result (default text, or by the name of the output file).", "结果的格式（默认 text，或根据输出文件名确定）。");
        texts["command.output"] = new("Write the result to a file instead of standard output.", "把结果写入文件而不是标准输出。");
        texts["command.lang"] = new("Language (default: from the locale).", "语言（默认取自区域设置）。");
        texts["command.redact"] = new(
            "Replace host names, network addresses, user names and serial numbers, the same one always by the same token.",
            "替换主机名、网络地址、用户名和序列号；相同的内容始终替换为相同的代号。");
        texts["command.cpus"] = new("Number of CPUs of the machine, to check load against CPU use.", "该机器的 CPU 数量，用于核对负载与 CPU 使用率。");
        texts["command.no-color"] = new("No colours (NO_COLOR and TERM=dumb are honoured too).", "不使用颜色（也遵从 NO_COLOR 和 TERM=dumb）。");
        texts["command.quiet"] = new("No progress on standard error.", "不在标准错误上显示进度。");
        texts["command.usage"] = new("Usage:", "用法：");
        texts["command.usage-command"] = new("COMMAND", "命令");
        texts["command.usage-options"] = new("[options]", "[选项]");
        texts["command.examples-title"] = new("Examples:", "示例：");
        texts["command.commands"] = new("Commands:", "命令：");
        texts["command.arguments"] = new("Arguments:", "参数：");
        texts["command.options"] = new("Options:", "选项：");
        texts["command.exit-status"] = new(
            "Exit status: 0 done, 1 done and the answer is bad (never ends, not accepted, not the same), 2 the command line is wrong,\n3 an input could not be read at all (the others were diagnosed), 70 a bug in Stucktrace, 73 the output could not be written.",
            "退出状态：0 完成，1 完成但结论不佳（永不结束、未通过验证、不是同一故障），2 命令行有误，\n3 某个输入完全无法读取（其余输入仍已诊断），70 Stucktrace 自身的缺陷，73 无法写出结果。");
        texts["command.examples"] = new(
            "stucktrace diagnose /var/log/messages\nstucktrace diagnose messages.log vmcore-dmesg.txt --lang zh\njournalctl -k -b -1 -o short-iso | stucktrace diagnose -\nstucktrace explain ST1001",
            "stucktrace diagnose /var/log/messages\nstucktrace diagnose messages.log vmcore-dmesg.txt --lang zh\njournalctl -k -b -1 -o short-iso | stucktrace diagnose -\nstucktrace explain ST1001");
        texts["command.diagnose-examples"] = new(
            "stucktrace diagnose /var/log/messages                   one log\nstucktrace diagnose /var/crash/127.0.0.1-2026-11-20/     a folder: its parts are found\nstucktrace diagnose prod.log lab.log --redact -o r.html  two logs of one failure, as a page to send",
            "stucktrace diagnose /var/log/messages                   一个日志\nstucktrace diagnose /var/crash/127.0.0.1-2026-11-20/     一个目录：自动找出其中的内容\nstucktrace diagnose prod.log lab.log --redact -o r.html  同一故障的两份日志，生成可发送的网页");
        texts["command.log-examples"] = new(
            "stucktrace log messages-20180527.gz messages\nstucktrace log --format json dmesg.txt | jq '.reports[].title'",
            "stucktrace log messages-20180527.gz messages\nstucktrace log --format json dmesg.txt | jq '.reports[].title'");
        texts["command.explain-examples"] = new("stucktrace explain ST1001\nstucktrace explain --lang zh ST1001", "stucktrace explain ST1001\nstucktrace explain --lang zh ST1001");
        texts["command.completion-examples"] = new("source <(stucktrace completion bash)", "source <(stucktrace completion bash)");
        texts["command.man-examples"] = new("stucktrace man diagnose | man -l -", "stucktrace man diagnose | man -l -");
        texts["command.try-help"] = new("Try: {0}", "请参阅：{0}");
        texts["command.not-understood"] = new("not understood: {0}", "无法理解：{0}");
        texts["command.did-you-mean"] = new("not understood: {0}; did you mean {1}?", "无法理解：{0}；是否想输入 {1}？");
        texts["command.option-needs-value"] = new("{0} needs a value: {1}", "{0} 需要一个值：{1}");
        texts["command.option-bad-value"] = new("{0} does not take {1}; expected: {2}", "{0} 不接受 {1}；应为：{2}");
        texts["command.argument-missing"] = new("missing: {0}", "缺少：{0}");
        texts["command.cannot-write"] = new("cannot write {0}: {1}", "无法写入 {0}：{1}");
        texts["command.progress"] = new("reading {0}: {1} MB {2}", "正在读取 {0}：{1} MB {2}");
        texts["command.bug"] = new("stucktrace: this is a bug in Stucktrace, not in your input: {0}: {1}", "stucktrace：这是 Stucktrace 自身的缺陷，不是输入的问题：{0}：{1}");
        texts["command.bug-debug"] = new("Run it again with --debug for the place, and please report it.", "请加上 --debug 重新运行以显示出错位置，并反馈给我们。");
    }
}
