using System.CommandLine;
using Stucktrace.Formats;
using Stucktrace.Formats.IO;
using Stucktrace.Formats.Vmcore.Extract;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Text;

namespace Stucktrace.Cli.Commands;

/// <summary><c>stucktrace extract VMCORE -o FILE</c>: only the bytes that the diagnosis read, with a list of what they are.</summary>
static class ExtractCommand
{
    internal static Command Build(CommandText text)
    {
        Command command = new("extract", text["command.extract"]);
        Argument<string[]> inputs = new("VMCORE") { Description = text["command.extract-inputs"], Arity = ArgumentArity.OneOrMore };
        Option<string> output = new("--output", "-o") { Description = text["command.extract-output"], HelpName = "FILE", Required = true };
        command.Add(inputs);
        command.Add(output);
        command.Add(ReportOptions.LanguageOption(text));
        command.SetAction(parsed => Run(parsed.GetRequiredValue(inputs), parsed.GetRequiredValue(output), text));
        return command;
    }

    static int Run(string[] inputs, string path, CommandText text)
    {
        string list = path + ".contents.txt";
        if (inputs.Any(i => i != "-" && Path.GetFullPath(i) == Path.GetFullPath(path)))
            return ModuleCommand.Usage(text.Format("command.extract-same", VisibleText.Of(path)));
        ExtractRecorder recorder = new();
        DiagnosisResult result = Diagnosis.Run(inputs, new DiagnosisOptions { Recorder = recorder });
        DiagnosisInput? dump = result.Inputs.FirstOrDefault(i => i.Kind == InputKind.Vmcore);
        foreach (InputDiagnostic diagnostic in dump?.Diagnostics ?? [])
            Console.Error.WriteLine($"stucktrace: {VisibleText.Of(dump!.Path)}: {VisibleText.Of(diagnostic.Message.Render(text.Language))}");
        if (dump is not { Readable: true } || result.Modules.Dumps.IsEmpty)
        {
            Console.Error.WriteLine($"stucktrace: {text.Format("command.extract-none", VisibleText.Of(inputs[0]))}");
            return ExitCode.InputUnreadable;
        }

        try
        {
            using (FileStream file = File.Create(path))
                recorder.Write(file, result.Modules.Dumps[0].Machine.Cpus.Length);
            using StreamWriter contents = new(list);
            ExtractContents.Write(contents, result, recorder, text.Language);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"stucktrace: {text.Format("command.extract-write", VisibleText.Of(path), VisibleText.Of(e.Message))}");
            return ExitCode.InputUnreadable;
        }

        Console.Out.WriteLine(text.Format("command.extract-done", VisibleText.Of(path), new FileInfo(path).Length, recorder.Pages.Count, VisibleText.Of(list)));
        return ExitCode.Done;
    }
}
