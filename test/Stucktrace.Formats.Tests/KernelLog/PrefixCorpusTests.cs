using Stucktrace.Formats.IO;
using Stucktrace.Formats.KernelLog;

namespace Stucktrace.Formats.Tests.KernelLog;

public class PrefixCorpusTests
{
    [Fact]
    public void Every_prefix_style_yields_the_messages_of_the_plain_log()
    {
        string folder = Shared.Folder("corpus/logs/prefixes");
        List<string> plain = Texts(Path.Combine(folder, "none.log"));
        Assert.Equal(234, plain.Count);
        foreach (string file in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
            Assert.True(plain.SequenceEqual(Texts(file)), $"{file}: {string.Join('\n', Texts(file).Except(plain).Take(3))}");
    }

    static List<string> Texts(string file)
    {
        RecordingSink sink = new();
        new KernelLogReader(ReadLimits.Default).Read(InputDiscovery.Find([file], ReadLimits.Default), sink);
        return [.. sink.Records.Select(r => r.Text)];
    }
}
