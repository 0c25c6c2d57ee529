using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Stucktrace.Reporting.Json;
using Stucktrace.Reporting.Text;
using Stucktrace.Termination;

namespace Stucktrace.Cli.Commands;

/// <summary><c>stucktrace verify REPORT.json</c>: runs the proof checker alone on a report made elsewhere.</summary>
static class VerifyCommand
{
    const long MostBytes = 1L << 30;

    internal static Command Build(CommandText text)
    {
        Command command = new("verify", text["command.verify"]);
        Argument<string> file = new("REPORT.json") { Description = text["command.verify-file"] };
        command.Add(file);
        command.Add(ReportOptions.LanguageOption(text));
        command.SetAction(parsed => Verify(parsed.GetRequiredValue(file), text));
        return command;
    }

    static int Verify(string path, CommandText text)
    {
        string shown = VisibleText.Of(path);
        List<JsonElement> found = [];
        JsonDocument document;
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MostBytes })
                return Fail(text.Format("end.verify.unreadable", shown, "> 1 GiB"));
            using FileStream stream = File.OpenRead(path);
            document = JsonDocument.Parse(stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return Fail(text.Format("end.verify.unreadable", shown, VisibleText.Of(e.Message)));
        }

        using (document)
        {
            Collect(document.RootElement, found);
            if (found.Count == 0)
            {
                Console.Out.WriteLine(text.Format("end.verify.none", shown));
                return ExitCode.Done;
            }

            bool all = true;
            for (int i = 0; i < found.Count; i++)
            {
                Certificate? proof = CertificateJson.Read(found[i]);
                ProofVerdict verdict = proof is null ? new ProofVerdict(false, "not a certificate") : ProofChecker.Check(proof);
                all &= verdict.IsAccepted;
                Console.Out.WriteLine(verdict.IsAccepted
                    ? text.Format("end.verify.accepted", shown, i + 1, string.Create(CultureInfo.InvariantCulture, $"0x{proof!.Head:x}"), proof.Rounds)
                    : text.Format("end.verify.rejected", shown, i + 1, verdict.Reason));
            }

            return all ? ExitCode.Done : ExitCode.Bad;
        }
    }

    static int Fail(string message)
    {
        Console.Error.WriteLine($"stucktrace: {message}");
        return ExitCode.InputUnreadable;
    }

    // "certificate" objects below "termination" and "terminations"; JsonDocument bounds how deep a document may be.
    static void Collect(JsonElement element, List<JsonElement> found)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
                Collect(item, found);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in element.EnumerateObject())
            {
                if (property.NameEquals("certificate") && property.Value.ValueKind == JsonValueKind.Object)
                    found.Add(property.Value);
                else
                    Collect(property.Value, found);
            }
        }
    }
}
