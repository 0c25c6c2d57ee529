using System.Globalization;
using Stucktrace.Reporting.View;

namespace Stucktrace.Web.Report;

/// <summary>One report on a lane, or several that would lie on each other.</summary>
/// <param name="X">Its middle.</param>
/// <param name="First">The first of them.</param>
/// <param name="Count">How many.</param>
sealed record TimelineMark(double X, EventView First, int Count)
{
    /// <summary>What a reader who points at it is told.</summary>
    internal string Title => Count == 1 ? $"{First.Time} {First.What}" : string.Create(CultureInfo.InvariantCulture, $"{First.Time} {First.What} (×{Count})");

    /// <summary>Its outline around a lane's middle: a circle in the cause's lane, a diamond in those of victims.</summary>
    /// <param name="lane">The lane.</param>
    internal string Outline(TimelineLane lane) => lane.IsCause
        ? string.Create(CultureInfo.InvariantCulture, $"M{X - 6:0.#} {lane.Y}a6 6 0 1 0 12 0a6 6 0 1 0 -12 0z")
        : string.Create(CultureInfo.InvariantCulture, $"M{X:0.#} {lane.Y - 7}l7 7l-7 7l-7 -7z");
}
