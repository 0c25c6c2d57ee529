using System.CommandLine;
using System.Globalization;
using System.Net;
using Stucktrace.Reporting;
using Stucktrace.Reporting.Text;
using Stucktrace.Web.Application;
using Stucktrace.Web.Storage;

namespace Stucktrace.Cli.Commands;

/// <summary><c>stucktrace serve</c>: the web application.</summary>
static class ServeCommand
{
    internal static Command Build(CommandText text)
    {
        Command command = new("serve", text["command.serve"]);
        Option<int?> port = new("--port") { Description = text["command.serve-port"], HelpName = "N" };
        port.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !ushort.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                result.AddError("N");
        });
        Option<string?> listen = new("--listen") { Description = text["command.serve-listen"], HelpName = "ADDRESS" };
        listen.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !IPAddress.TryParse(result.Tokens[0].Value, out _))
                result.AddError("ADDRESS");
        });
        Option<string?> token = new("--token") { Description = text["command.serve-token"], HelpName = "TOKEN" };
        Option<string?> data = new("--data") { Description = text["command.serve-data"], HelpName = "FOLDER" };
        Option<bool> redact = new("--redact") { Description = text["command.serve-redact"] };
        command.Add(port);
        command.Add(listen);
        command.Add(token);
        command.Add(data);
        command.Add(redact);
        command.Add(ReportOptions.LanguageOption(text));
        command.SetAction((parsed, stop) => RunAsync(
            new ServeSettings
            {
                Port = parsed.GetValue(port) ?? ServeSettings.DefaultPort,
                Address = parsed.GetValue(listen) is { } address ? IPAddress.Parse(address) : IPAddress.Loopback,
                Token = parsed.GetValue(token) ?? (Environment.GetEnvironmentVariable("STUCKTRACE_TOKEN") is { Length: > 0 } secret ? secret : null),
                DataFolder = parsed.GetValue(data) ?? DefaultFolder,
                Redact = parsed.GetValue(redact),
                Language = text.Language,
                AnalysisCommand = [.. Self, AnalyseCommand.Name],
            },
            text,
            stop));
        return command;
    }

    // XDG Base Directory Specification: what a user's programs keep.
    static string DefaultFolder => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "stucktrace");

    // Called through the dotnet command, the program is its first argument.
    static IEnumerable<string> Self => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
        ? [Environment.ProcessPath!, Environment.GetCommandLineArgs()[0]] : [Environment.ProcessPath!];

    static async Task<int> RunAsync(ServeSettings settings, CommandText text, CancellationToken stop)
    {
        if (settings.Token is { Length: < ServeSettings.MinTokenCharacters } || (settings.Token is null && !IPAddress.IsLoopback(settings.Address)))
            return Fail(ExitCode.Usage, text.Format("web.serve-needs-token", settings.Address, ServeSettings.MinTokenCharacters));
        try
        {
            WebServer server = await WebServer.StartAsync(settings).ConfigureAwait(false);
            await using (server.ConfigureAwait(false))
            {
                Console.Out.WriteLine(text.Format("web.serve-at", server.Address.AbsoluteUri, VisibleText.Of(settings.DataFolder)));
                await server.WaitAsync(stop).ConfigureAwait(false);
            }

            return ExitCode.Done;
        }
        catch (StoreException e)
        {
            return Fail(ExitCode.InputUnreadable, VisibleText.Of(e.Reason.Render(text.Language)));
        }
        catch (IOException e)
        {
            return Fail(ExitCode.InputUnreadable, text.Format("web.serve-cannot-listen", settings.Address, settings.Port, VisibleText.Of(e.Message)));
        }
    }

    static int Fail(int status, string message)
    {
        Console.Error.WriteLine($"stucktrace: {message}");
        return status;
    }
}
