using System.Text;
using Stucktrace.Formats.IO;
using Stucktrace.Formats.KernelLog;

namespace Stucktrace.Formats.Tests.KernelLog;

public class SkimTests
{
    static readonly string[] Words =
        ["kernel", "soft", "lockup", "BUG", "INFO", ": ", "task", "session", "message", " ", "rcu", "Call ", "Trace", "中文", "\t", "x", "0123456789", "[", "]", "Oops"];

    static readonly string[] Heads =
    [
        "", "[ 1006.000123] ", "<4>[ 1006.000123] ", "Nov 14 22:30:06 vm kernel: ", "Nov 14 22:30:06 vm kernel: [ 1006.000123] ", "Nov 14 22:30:06 vm sshd[81]: ",
        "2023-11-14T22:30:06+00:00 vm kernel: ", "2023-11-14T22:30:06+00:00 vm app[7]: ", "4,1002,1006000123,-;", "noise [ 1006.000123] ",
    ];

    static readonly string[] Markers = ["soft lockup", "BUG: ", "INFO: task", "Call Trace", "rcu: INFO", "Oops", "general protection", "Kernel panic", "NMI backtrace"];

    /// <summary>What the skimming reader hands over is what the careful one hands over and has a marker, with what follows while it is wanted.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 3)]
    [InlineData(4, 40)]
    public void Skimming_loses_nothing(int seed, int want)
    {
        using LogText files = new();
        string path = files.Write("log", Generate(new Random(seed), 900_000));
        string careful = Records(path, want, (long.MaxValue, long.MaxValue));
        Assert.NotEqual(string.Empty, careful);
        Assert.Equal(careful, Records(path, want, (0, long.MaxValue)));
        Assert.Equal(careful, Records(path, want, (0, 0)));
    }

    static string Records(string path, int want, (long, long) thresholds)
    {
        WantingSink sink = new(Markers, want);
        new KernelLogReader(ReadLimits.Default) { Thresholds = thresholds }.Read(InputDiscovery.Find([path], ReadLimits.Default), sink);
        return sink.Kept.ToString();
    }

    static string Generate(Random random, int length)
    {
        StringBuilder text = new();
        while (text.Length < length)
        {
            text.Append(Heads[random.Next(Heads.Length)]);
            int words = random.Next(100) == 0 ? 3_000 : random.Next(12);
            for (int i = 0; i < words; i++)
                text.Append(random.Next(3) == 0 ? "word " : Words[random.Next(Words.Length)]);
            if (random.Next(10) == 0)
                text.Append(Markers[random.Next(Markers.Length)]);
            text.Append(random.Next(5) == 0 ? "\r\n" : "\n");
        }

        return text.ToString();
    }

    /// <summary>Keeps lines with a marker and the lines that it asked for after them.</summary>
    sealed class WantingSink(string[] markers, int want) : ILogSink
    {
        int _left;

        public StringBuilder Kept { get; } = new();

        public IReadOnlyList<string> Markers => markers;

        public bool Accept(LogRecord record)
        {
            bool hit = markers.Any(m => record.Text.Contains(m, StringComparison.Ordinal));
            if (hit || _left > 0)
                Kept.Append(record.Line).Append(' ').Append(record.Time.Monotonic).Append(' ').Append(record.Text).Append('\n');
            _left = hit ? want : Math.Max(0, _left - 1);
            return _left > 0;
        }

        public void Flush() => _left = 0;
    }
}
