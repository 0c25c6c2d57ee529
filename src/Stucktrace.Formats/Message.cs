using System.Collections.Immutable;
using System.Globalization;

namespace Stucktrace.Formats;

/// <summary>
/// Something to tell a person, not yet in any language: the name of a text in the message catalogue and what to put into its gaps.
/// Every sentence that a user reads travels as one of these until an output renders it, so that each exists in every language.
/// </summary>
/// <param name="Id">Name of the text in the catalogue, such as <c>log.line-too-long</c>.</param>
/// <param name="Arguments">Values for the gaps <c>{0}</c>, <c>{1}</c>…: strings, or other messages, which are rendered in the same language.</param>
public sealed record Message(string Id, ImmutableArray<object> Arguments)
{
    /// <summary>Makes a message; numbers are written in the invariant culture.</summary>
    /// <param name="id">Name of the text in the catalogue.</param>
    /// <param name="arguments">Values for the gaps; null becomes an empty string.</param>
    public static Message Of(string id, params ReadOnlySpan<object?> arguments)
    {
        ImmutableArray<object>.Builder builder = ImmutableArray.CreateBuilder<object>(arguments.Length);
        foreach (object? argument in arguments)
        {
            builder.Add(argument switch
            {
                null => string.Empty,
                Message or string => argument,
                IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
                _ => argument.ToString() ?? string.Empty,
            });
        }

        return new Message(id, builder.MoveToImmutable());
    }
}
