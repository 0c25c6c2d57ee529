namespace Stucktrace.Reporting.Text;

/// <summary>What the place that text goes to can show.</summary>
/// <param name="Width">Columns of a line.</param>
/// <param name="Colour">Whether colours and bold may be used (ECMA-48 SGR).</param>
/// <param name="Unicode">Whether lines and arrows may be drawn with characters beyond ASCII.</param>
public sealed record TextStyle(int Width = 80, bool Colour = false, bool Unicode = true)
{
    /// <summary>Narrowest and widest line that is set; prose wider than this is hard to read.</summary>
    internal int Columns => Math.Clamp(Width, 40, 120);
}
