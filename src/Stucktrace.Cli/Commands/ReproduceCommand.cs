using System.CommandLine;
using System.Text;
using Stucktrace.Cli.Terminal;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Json;
using Stucktrace.Reporting.Reproduction;
using Stucktrace.Reproduction.Machines;

namespace Stucktrace.Cli.Commands;

/// <summary><c>stucktrace reproduce FILE.ko|CASE...</c>: trigger, recipe, and the run in a virtual machine.</summary>
static class ReproduceCommand
{
    const int LongestLimit = 3600;

    internal static Command Build(CommandText text)
    {
        Command command = new("reproduce", text["command.reproduce"]);
        Argument<string[]> inputs = new("CASE") { Description = text["command.reproduce-case"], Arity = ArgumentArity.OneOrMore };
        Option<string[]> kernel = new("--kernel") { Description = text["command.reproduce-kernel"], HelpName = "PACKAGE|FOLDER|running" };
        Option<string?> folder = new("--output", "-o") { Description = text["command.reproduce-output"], HelpName = "FOLDER" };
        Option<bool> run = new("--run") { Description = text["command.reproduce-run"] };
        Option<bool> noControls = new("--no-controls") { Description = text["command.reproduce-no-controls"] };
        Option<string?> mended = new("--mended") { Description = text["command.reproduce-mended"], HelpName = "FILE.ko" };
        Option<string?> standIn = new("--stand-in") { Description = text["command.reproduce-stand-in"], HelpName = "FILE.ko" };
        Option<int> limit = new("--limit") { Description = text["command.reproduce-limit"], HelpName = "SECONDS", DefaultValueFactory = _ => 170 };
        limit.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, System.Globalization.CultureInfo.InvariantCulture, out int seconds) || seconds is < 10 or > LongestLimit))
                result.AddError("SECONDS");
        });
        Option<string> accelerator = new("--accel") { Description = text["command.reproduce-accel"], HelpName = "auto|kvm|tcg", DefaultValueFactory = _ => "auto" };
        accelerator.AcceptOnlyFromAmong("auto", "kvm", "tcg");
        Option<string> format = new("--format") { Description = text["command.reproduce-format"], HelpName = "text|json", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        Option<bool> noColor = new("--no-color") { Description = text["command.no-color"] };
        Option<bool> quiet = new("--quiet", "-q") { Description = text["command.quiet"] };
        command.Add(inputs);
        command.Add(kernel);
        command.Add(folder);
        command.Add(run);
        command.Add(noControls);
        command.Add(mended);
        command.Add(standIn);
        command.Add(limit);
        command.Add(accelerator);
        command.Add(ReportOptions.LanguageOption(text));
        command.Add(format);
        command.Add(noColor);
        command.Add(quiet);
        command.SetAction(parsed =>
        {
            string[] paths = parsed.GetRequiredValue(inputs);
            using Interruption interruption = new();
            ReproductionResult result = CaseReproduction.Run(
                paths,
                new ReproductionOptions
                {
                    Folder = parsed.GetValue(folder) ?? "reproduction",
                    Text = message => message.Render(text.Language),
                    Kernel = parsed.GetValue(kernel) ?? [],
                    Run = parsed.GetValue(run),
                    Controls = !parsed.GetValue(noControls),
                    Mended = parsed.GetValue(mended),
                    StandIn = parsed.GetValue(standIn),
                    Limit = TimeSpan.FromSeconds(parsed.GetValue(limit)),
                    Accelerator = Enum.Parse<MachineAccelerator>(parsed.GetValue(accelerator)!, ignoreCase: true),
                    Progress = parsed.GetValue(quiet) ? null : new StepLines(text),
                },
                interruption.Token);
            using Stream output = Console.OpenStandardOutput();
            if (parsed.GetValue(format) == "json")
            {
                ReproductionJson.Write(result, output, text.Language);
            }
            else
            {
                using StreamWriter writer = new(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
                ReproductionText.Write(result, writer, text.Language, TerminalStyle.ForOutput(parsed.GetValue(noColor)));
            }

            return StatusOf(result.Outcome);
        });
        return command;
    }

    // As compare has it: what is not shown to be the same failure is 1, however much of it is alike.
    internal static int StatusOf(ReproductionOutcome outcome) => outcome switch
    {
        ReproductionOutcome.Written or ReproductionOutcome.Reproduced or ReproductionOutcome.AsPredicted => ExitCode.Done,
        ReproductionOutcome.Interrupted => ExitCode.Interrupted,
        ReproductionOutcome.NotWritten => ExitCode.CannotWrite,
        ReproductionOutcome.Failed => ExitCode.InputUnreadable,
        _ => ExitCode.Bad,
    };
}
