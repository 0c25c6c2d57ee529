using System.Net;
using Stucktrace.Reporting;

namespace Stucktrace.Web.Application;

/// <summary>What the user of <c>stucktrace serve</c> decides.</summary>
public sealed record ServeSettings
{
    /// <summary>TCP port; 0 lets the system choose one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Address to listen on. One beyond loopback needs a <see cref="Token"/>.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>What a client must know to be let in, or null to let in everybody who reaches the address.</summary>
    public string? Token { get; init; }

    /// <summary>Folder of the store.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Language for browsers that name none that there is.</summary>
    public Language Language { get; init; }

    /// <summary>The program that analyses, with its first arguments: this one, called again.</summary>
    public required IReadOnlyList<string> AnalysisCommand { get; init; }

    /// <summary>Whether private data (host names, addresses, users, names of files that hold such) is taken out of all that clients get to see.</summary>
    public bool Redact { get; init; }

    /// <summary>Bounds.</summary>
    public ServeLimits Limits { get; init; } = new();

    /// <summary>Port unless the user names one.</summary>
    public const int DefaultPort = 7070;

    /// <summary>Least characters of a token.</summary>
    public const int MinTokenCharacters = 16;
}
