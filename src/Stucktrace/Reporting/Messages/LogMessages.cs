namespace Stucktrace.Reporting.Messages;

/// <summary>Texts for diagnostics of the log readers (LOG…).</summary>
static class LogMessages
{
    internal static void AddTo(Dictionary<string, MessageText> texts)
    {
        // Inputs that can't be used, or only in part.
        Add("log.0101", "no such file or folder", "文件或目录不存在");
        Add("log.0102", "no permission to read it", "没有读取权限");
        Add("log.0103", "the folder holds no kernel log, dump, module or symbols among its {0} file(s)", "该目录的 {0} 个文件中没有内核日志、转储、模块或符号文件");
        Add("log.0103.empty", "the folder is empty", "目录为空");
        Add("log.0104", "it is {0}, not a file; to read what a program writes, pipe it to standard input and name -", "它是{0}，不是普通文件；要读取程序的输出，请用管道送到标准输入并写 -");
        Add("log.0104.device", "a device", "设备");
        Add("log.0104.pipe", "a named pipe", "命名管道");
        Add("log.0104.socket", "a socket", "套接字");
        Add("log.0105", "it can't be read: {0}", "无法读取：{0}");
        Add("log.0106", "the file is empty", "文件为空");
        Add("log.0107", "only the first {0} file(s) of {1} were looked at", "只查看了 {1} 中的前 {0} 个文件");
        Add("log.0108", "below {1}, {0} file(s) (was|were) passed over because (it holds|they hold) no kernel messages, {2} for one", "{1} 下有 {0} 个文件不含内核消息，已跳过，例如 {2}");
        Add("log.0110", "it is neither text nor a dump, module or symbol file that is known here", "它既不是文本，也不是可识别的转储、模块或符号文件");
        Add("log.0112", "it is a report that Stucktrace wrote; `stucktrace compare` takes it as a file, the others read what it was made from", "它是 Stucktrace 自己写出的报告；`stucktrace compare` 可将其作为文件读取，其他命令请使用生成它的原始输入");
        Add("log.0111", "below {1}, {0} binary journal file(s) (was|were) not read; make text of them with: journalctl --file FILE -k -o short-monotonic", "{1} 下有 {0} 个二进制 journal 文件未读取；请先转成文本：journalctl --file FILE -k -o short-monotonic");

        // Archives.
        Add("log.0201", "this kind of archive can't be unpacked here; unpack it first (gzip, xz and zstd are read as they are)", "不支持这种压缩格式；请先解压（gzip、xz、zstd 可直接读取）");
        Add("log.0201.xz", "to unpack xz, liblzma.so.5 must be installed (package liblzma5, on Red Hat systems xz-libs)", "解压 xz 需要 liblzma.so.5（软件包 liblzma5；红帽系统为 xz-libs）");
        Add("log.0201.zstd", "to unpack Zstandard, libzstd.so.1 must be installed (package libzstd1, on Red Hat systems libzstd)", "解压 Zstandard 需要 libzstd.so.1（软件包 libzstd1；红帽系统为 libzstd）");
        Add("log.0202", "the archive is cut short; the {0} byte(s) that could be unpacked (was|were) used", "压缩文件不完整；已使用能够解压出的 {0} 字节");
        Add("log.0203", "the archive is damaged; the {0} byte(s) before the damage (was|were) used", "压缩文件已损坏；已使用损坏处之前的 {0} 字节");
        Add("log.0204", "unpacking was stopped after {0} byte(s)", "解压到 {0} 字节后停止");

        // What the lines of a log show: {0} is the first line, {1} how many lines, {2} how much in all.
        Add("log.0301", "{1} line(s) (is|are) longer than the limit, line {0} is the first; the rest of each was passed over", "有 {1} 行超过长度上限，首次出现在第 {0} 行；超出部分已忽略");
        Add("log.0301.one", "line {0} is longer than the limit; the rest of it was passed over", "第 {0} 行超过长度上限；超出部分已忽略");
        Add("log.0302", "{1} line(s) (holds|hold) zero bytes, line {0} is the first: usual where the machine went down before the file was written out", "有 {1} 行含有零字节，首次出现在第 {0} 行：机器在文件落盘前宕机时常见");
        Add("log.0302.one", "line {0} holds zero bytes: usual where the machine went down before the file was written out", "第 {0} 行含有零字节：机器在文件落盘前宕机时常见");
        Add("log.0304", "messages were lost {1} time(s), {2} or more of them, first at line {0}: a report that is open there has a hole", "消息丢失 {1} 次，至少 {2} 条，首次出现在第 {0} 行：处在该位置的报告不完整");
        Add("log.0304.one", "messages were lost at line {0}, {2} or more of them: a report that is open there has a hole", "第 {0} 行处丢失了至少 {2} 条消息：处在该位置的报告不完整");
        Add("log.0305", "the kernel held messages back because they came too fast, {1} time(s), first at line {0}", "内核因消息过快而抑制输出 {1} 次，首次出现在第 {0} 行");
        Add("log.0305.one", "the kernel held messages back at line {0} because they came too fast", "内核在第 {0} 行处因消息过快而抑制了输出");
        Add("log.0306", "{2} further repetition(s) of messages (was|were) not written out, first at line {0}", "另有 {2} 条重复消息未展开，首次出现在第 {0} 行");
        Add("log.0307", "more boots than the limit; the last ones are not told apart", "启动次数超过上限；最后的几次启动未加区分");
        Add("log.0308", "pieces of {1} netconsole message(s) (is|are) missing, first at line {0}", "有 {1} 条 netconsole 消息缺少分片，首次出现在第 {0} 行");
        Add("log.0308.one", "pieces of the netconsole message at line {0} are missing", "第 {0} 行的 netconsole 消息缺少分片");
        Add("log.0309", "the sequence numbers jump {1} time(s), first at line {0}: {2} message(s) (is|are) missing", "序号跳跃 {1} 次，首次出现在第 {0} 行：缺少 {2} 条消息");
        Add("log.0309.one", "the sequence numbers jump at line {0}: {2} message(s) (is|are) missing", "序号在第 {0} 行处跳跃：缺少 {2} 条消息");
        Add("log.0310", "reading stopped after line {0}: {1}", "读到第 {0} 行后停止：{1}");
        Add("log.0310.io", "reading stopped: {0}", "读取中断：{0}");
        Add("log.0312", "{0} report(s) of this file (stands|stand) in {1} too, the first of them at line {2}: the same events, which count once", "本文件有 {0} 份报告也出现在 {1} 中（首份在第 {2} 行）：是同一批事件，只计一次");
        Add("log.0312.one", "this report stands at line {2} of {1} too: the same event, which counts once", "该报告也出现在 {1} 第 {2} 行：是同一事件，只计一次");
        Add("log.0311", "a part of a dump in pstore is missing before line {0}", "第 {0} 行之前缺少 pstore 转储的一个部分");

        void Add(string id, string english, string chinese) => texts.Add(id, new MessageText(english, chinese));
    }
}
